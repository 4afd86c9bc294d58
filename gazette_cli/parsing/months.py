"""The words of dates: months, weekdays and time zones, in French and English."""

# What a month's name is known by: its first letters, lower case, without accents.
_MONTHS = {
    "jan": 1, "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "mai": 5, "may": 5, "juin": 6, "jun": 6,
    "juil": 7, "jul": 7, "aou": 8, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

# A month's name or abbreviation, without its full stop; for re.IGNORECASE.
MONTH = (
    r"(?:jan(?:v(?:ier)?|uary)?|f[ée]v(?:r(?:ier)?)?|febr?(?:uary)?|mar(?:s|ch)?|avr(?:il)?|apr(?:il)?|mai|may"
    r"|juin|june?|juil(?:l(?:et)?)?|july?|ao[uû]t?|aug(?:ust)?|sept?(?:embre|ember)?|oct(?:obre|ober)?"
    r"|nov(?:embre|ember)?|d[ée]c(?:embre|ember)?)(?![^\W\d_])"
)

_WEEKDAYS = (
    ("lundi", "monday", "lun", "mon"), ("mardi", "tuesday", "mar", "tue", "tues"),
    ("mercredi", "wednesday", "mer", "wed"), ("jeudi", "thursday", "jeu", "thu", "thur", "thurs"),
    ("vendredi", "friday", "ven", "fri"), ("samedi", "saturday", "sam", "sat"),
    ("dimanche", "sunday", "dim", "sun"),
)  # fmt: skip
# name -> 0 for Monday to 6 for Sunday
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
# A weekday's name or abbreviation; for re.IGNORECASE.
WEEKDAY = f"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})" + r"(?![^\W\d_])"

# Minutes east of UTC. Where several zones share a name, the one of RFC 822 (EST, CST, MST, PST and their summer
# times) or of the news (BST is British, IST Indian).
ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "TU": 0, "TUC": 0, "WET": 0,
    "BST": 60, "WEST": 60, "CET": 60, "MET": 60, "WAT": 60, "HEC": 60,
    "CEST": 120, "MEST": 120, "HAEC": 120, "EET": 120, "CAT": 120, "SAST": 120, "EEST": 180, "IDT": 180, "MSK": 180,
    "EAT": 180, "TRT": 180, "IRST": 210, "GST": 240, "PKT": 300, "IST": 330, "NPT": 345, "ICT": 420, "WIB": 420,
    "HKT": 480, "SGT": 480, "PHT": 480, "MYT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600,
    "ACDT": 630, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "BRT": -180, "ART": -180, "NST": -210, "NDT": -150, "AST": -240, "ADT": -180, "CLT": -240,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600,
    # Canada's in French: heure normale and heure avancée.
    "HNT": -210, "HAT": -150, "HNA": -240, "HAA": -180, "HNE": -300, "HAE": -240, "HNC": -360, "HAC": -300,
    "HNR": -420, "HAR": -360, "HNP": -480, "HAP": -420,
}  # fmt: skip
# Standard time of what the United States call so all year round.
SEASONAL = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}


def read_month(name: str) -> int:
    """Return 1-12 for a name that MONTH matches."""
    plain = name.lower().replace("é", "e").replace("û", "u")
    return _MONTHS.get(plain[:3]) or _MONTHS[plain[:4]]
