"""The tables, as append-only migrations.

`MIGRATIONS[n]` takes a library from version n to n + 1 (`PRAGMA user_version`), in a transaction of its own.
One that has been released is never edited: a change is a new one at the end.

Times are integers, seconds since the epoch, UTC; `utc_offset` keeps the minutes that a date was stated in.
"""

# "gaze" in ASCII: tells a library from any other SQLite file (PRAGMA application_id).
APPLICATION_ID = 0x67617A65

# In entries.guid, between a document's path and what it calls an entry of its own: no path has two slashes in a row.
BELOW = "//"

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,                 -- file, folder, stdin, seeds: an open set
        location TEXT NOT NULL UNIQUE,      -- absolute path, URL, or a word of ours
        title TEXT NOT NULL,
        folded TEXT NOT NULL,               -- the title, blind to case and accents
        added INTEGER NOT NULL,
        snapshot BLOB,                      -- digest of a folder's names, sizes and times when last read
        total INTEGER NOT NULL DEFAULT 0,   -- kept by triggers, and by storing.py
        unread INTEGER NOT NULL DEFAULT 0
    );

    CREATE TABLE publications (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        folded TEXT NOT NULL
    );

    -- AUTOINCREMENT: an id is never used again.
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source_id INTEGER NOT NULL REFERENCES sources(id),
        publication_id INTEGER REFERENCES publications(id),  -- NULL: the source's title stands
        title TEXT NOT NULL,
        title_key TEXT NOT NULL,            -- for sorting: blind to case and accents
        url TEXT,
        published INTEGER NOT NULL,         -- what the list is sorted by
        utc_offset INTEGER NOT NULL,        -- minutes
        dated TEXT NOT NULL,                -- time, day, file, seen (models.DATED_*)
        author TEXT,
        place TEXT,
        language TEXT,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        words INTEGER NOT NULL,
        minutes INTEGER NOT NULL,
        summary TEXT NOT NULL,
        digest BLOB NOT NULL,               -- of what was said: the same thing twice is one article
        added INTEGER NOT NULL,
        updated INTEGER
    );
    CREATE INDEX articles_by_date ON articles (published, id);
    CREATE INDEX articles_by_source ON articles (source_id, published);
    CREATE INDEX articles_by_publication ON articles (publication_id, published);
    CREATE INDEX articles_by_language ON articles (language, published);
    CREATE INDEX articles_unread ON articles (published, id) WHERE read = 0;
    CREATE INDEX articles_starred ON articles (published, id) WHERE starred = 1;
    -- Of one headline there may be ten thousand dates, and of one (wrong) address ten thousand pages.
    CREATE INDEX articles_by_digest ON articles (digest, dated, published);
    CREATE INDEX articles_by_url ON articles (url, title_key) WHERE url IS NOT NULL;

    -- Apart, so that listing a million articles never reads their texts.
    CREATE TABLE contents (
        article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        html TEXT,
        enclosures TEXT                     -- JSON list of [url, type, length]
    );

    -- What a source calls an entry, and the article that it became. Two sources may deliver one article.
    CREATE TABLE entries (
        source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
        guid TEXT NOT NULL,                 -- a GUID, or a path below the source's, or path//guid
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        digest BLOB NOT NULL,               -- of the entry when last seen
        PRIMARY KEY (source_id, guid)
    ) WITHOUT ROWID;
    CREATE INDEX entries_by_article ON entries (article_id);

    -- The files of file and folder sources as they were when last read.
    CREATE TABLE files (
        source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
        path TEXT NOT NULL,                 -- below the source's location
        changed_ns INTEGER NOT NULL,        -- the later of its mtime and its ctime
        size INTEGER NOT NULL,
        PRIMARY KEY (source_id, path)
    ) WITHOUT ROWID;

    CREATE TABLE tags (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        folded TEXT NOT NULL
    );
    CREATE TABLE article_tags (
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        tag_id INTEGER NOT NULL REFERENCES tags(id),
        stated INTEGER NOT NULL,            -- 1: the source's word, renewed when it changes; 0: the reader's
        PRIMARY KEY (article_id, tag_id)
    ) WITHOUT ROWID;
    CREATE INDEX article_tags_by_tag ON article_tags (tag_id, article_id);

    -- The journal of what a person did to articles: what undo walks back, and a sync would send.
    CREATE TABLE actions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        what TEXT NOT NULL,                 -- as shown to the person: "marked read", "tagged politique"
        undone INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE changes (
        action_id INTEGER NOT NULL REFERENCES actions(id) ON DELETE CASCADE,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        field TEXT NOT NULL,                -- read, starred, tag; stated tag: it was the source's word
        value TEXT NOT NULL,                -- 0 or 1 after the change; for a tag "+name" or "-name"
        PRIMARY KEY (action_id, article_id, field, value)
    ) WITHOUT ROWID;
    CREATE INDEX changes_by_article ON changes (article_id);

    -- Small facts by name: the rules that the index was built by, whether the bundled edition was dismissed.
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    -- Contentless: its text is what words.py makes of the article's, and a row is taken out by saying it again.
    -- The columns of stems hold only stems that differ from the word itself, each once.
    CREATE VIRTUAL TABLE articles_fts USING fts5(
        title, body, title_stems, body_stems, author, place,
        content = '', tokenize = "unicode61 remove_diacritics 2"
    );
    -- Gathers up to 8 MB before it writes, eight times its own habit: adding takes half the time.
    INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 8388608);
    CREATE VIRTUAL TABLE words USING fts5vocab('articles_fts', 'row');

    -- None for INSERT: with a trigger it would be a statement of several writes, and before each of those FTS5 writes
    -- out what it has gathered. Storing an article took 310 us more.
    CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
        UPDATE sources SET total = total - 1, unread = unread - (OLD.read = 0) WHERE id = OLD.source_id;
    END;
    CREATE TRIGGER articles_moved AFTER UPDATE OF source_id ON articles WHEN OLD.source_id <> NEW.source_id BEGIN
        UPDATE sources SET total = total - 1, unread = unread - (OLD.read = 0) WHERE id = OLD.source_id;
        UPDATE sources SET total = total + 1, unread = unread + (NEW.read = 0) WHERE id = NEW.source_id;
    END;
    CREATE TRIGGER articles_read AFTER UPDATE OF read ON articles WHEN OLD.read <> NEW.read BEGIN
        UPDATE sources SET unread = unread + OLD.read - NEW.read WHERE id = NEW.source_id;
    END;
    """,
    """
    -- What is known of the sources of kind feed (subscription.Subscription).
    CREATE TABLE feeds (
        source_id INTEGER PRIMARY KEY REFERENCES sources(id) ON DELETE CASCADE,
        login TEXT,                         -- user:password; never shown, never exported
        own_title TEXT,                     -- what it calls itself
        titled INTEGER NOT NULL DEFAULT 0,  -- whether the reader named it
        site TEXT,
        etag TEXT,
        last_modified TEXT,
        body_digest BLOB,
        body_size INTEGER NOT NULL DEFAULT 0,
        checked INTEGER,
        succeeded INTEGER,
        changed INTEGER,
        next_check INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        status INTEGER,
        gone INTEGER NOT NULL DEFAULT 0,
        moved_to TEXT,
        moved_times INTEGER NOT NULL DEFAULT 0,
        interval INTEGER,                   -- seconds
        skip_hours TEXT NOT NULL DEFAULT '[]',
        skip_days TEXT NOT NULL DEFAULT '[]',
        requests INTEGER NOT NULL DEFAULT 0,
        not_modified INTEGER NOT NULL DEFAULT 0,
        same_body INTEGER NOT NULL DEFAULT 0,
        received INTEGER NOT NULL DEFAULT 0,
        saved INTEGER NOT NULL DEFAULT 0,
        answers TEXT NOT NULL DEFAULT '[]'  -- JSON list of [at, outcome, status, received, note], the last ten
    );

    -- The reader's tags on a source: its articles bear them too. Folders of OPML, with / between the levels.
    CREATE TABLE source_tags (
        source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
        folded TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (source_id, folded)
    ) WITHOUT ROWID;
    CREATE INDEX source_tags_by_tag ON source_tags (folded);

    -- What an article said before its source changed it.
    CREATE TABLE revisions (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        at INTEGER NOT NULL,                -- when it was replaced
        title TEXT NOT NULL,
        text TEXT NOT NULL
    );
    CREATE INDEX revisions_by_article ON revisions (article_id);

    -- Taken off every list by a rule of the reader's.
    ALTER TABLE articles ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX articles_hidden ON articles (id) WHERE hidden = 1;

    ALTER TABLE contents ADD COLUMN comments TEXT;             -- URL of the page where it is discussed
    ALTER TABLE contents ADD COLUMN image TEXT;                -- URL of its picture
    ALTER TABLE contents ADD COLUMN duration INTEGER;          -- seconds of its recording
    ALTER TABLE contents ADD COLUMN full_text INTEGER NOT NULL DEFAULT 0;  -- taken from its page, not from its feed
    """,
    """
    -- links.py: what page it is, by its link, or where that says too little by link and headline.
    ALTER TABLE articles ADD COLUMN page_key INTEGER;
    DROP INDEX articles_by_url;
    CREATE INDEX articles_by_page ON articles (page_key) WHERE page_key IS NOT NULL;

    -- The source whose text it is, where that is not the article's own: one that had more of the same page.
    ALTER TABLE contents ADD COLUMN told_by INTEGER;

    -- The index is put together less often: of what a refresh adds in small steps it takes a quarter less time.
    INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 8);

    -- What is hidden is in no count.
    DROP TRIGGER articles_removed;
    DROP TRIGGER articles_moved;
    DROP TRIGGER articles_read;
    CREATE TRIGGER articles_removed AFTER DELETE ON articles WHEN OLD.hidden = 0 BEGIN
        UPDATE sources SET total = total - 1, unread = unread - (OLD.read = 0) WHERE id = OLD.source_id;
    END;
    CREATE TRIGGER articles_moved AFTER UPDATE OF source_id ON articles
    WHEN OLD.source_id <> NEW.source_id AND NEW.hidden = 0 BEGIN
        UPDATE sources SET total = total - 1, unread = unread - (OLD.read = 0) WHERE id = OLD.source_id;
        UPDATE sources SET total = total + 1, unread = unread + (NEW.read = 0) WHERE id = NEW.source_id;
    END;
    CREATE TRIGGER articles_read AFTER UPDATE OF read ON articles
    WHEN OLD.read <> NEW.read AND NEW.hidden = 0 BEGIN
        UPDATE sources SET unread = unread + OLD.read - NEW.read WHERE id = NEW.source_id;
    END;
    CREATE TRIGGER articles_hid AFTER UPDATE OF hidden ON articles WHEN OLD.hidden <> NEW.hidden BEGIN
        UPDATE sources SET total = total + OLD.hidden - NEW.hidden,
            unread = unread + (OLD.hidden - NEW.hidden) * (NEW.read = 0) WHERE id = NEW.source_id;
    END;
    """,
    """
    -- Where an article was left before its end (models.Place).
    CREATE TABLE places (
        article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        part INTEGER NOT NULL,
        parts INTEGER NOT NULL,
        words TEXT NOT NULL,
        progress INTEGER NOT NULL,          -- percent
        at INTEGER NOT NULL
    );
    CREATE INDEX places_by_time ON places (at);
    """,
)
