"""Bytes become models here. Pure: no clock, no sockets, no SQL, no globals."""
