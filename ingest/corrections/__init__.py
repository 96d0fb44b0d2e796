"""Refused rows on their way back: the workbook people correct, and the origin its rows keep."""
