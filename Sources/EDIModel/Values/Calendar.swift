/// Dates and times as their fixed-width digits: `AAAAMMDD` and `HHMMSS`, the mill's local time, no zone.
///
/// Canonical dates are compared and stored as bytes; these functions only answer whether the digits are a real day or
/// a real time of day (Gregorian calendar).
public enum Calendar {
  /// Whether the eight digits name a day that exists between the years 1900 and 2199.
  public static func isDate(_ digits: some RandomAccessCollection<UInt8>) -> Bool {
    guard digits.count == 8, let year = number(digits.prefix(4)), let month = number(digits.dropFirst(4).prefix(2)),
      let day = number(digits.dropFirst(6))
    else { return false }
    return isDate(year: year, month: month, day: day)
  }

  /// Whether a day exists, between the years 1900 and 2199.
  public static func isDate(year: Int, month: Int, day: Int) -> Bool {
    guard year >= 1900, year <= 2199, month >= 1, month <= 12, day >= 1 else { return false }
    return day <= 28 || day <= length(of: month, in: year)
  }

  /// Whether the six digits name a time of day, from 000000 to 235959.
  public static func isTime(_ digits: some RandomAccessCollection<UInt8>) -> Bool {
    guard digits.count == 6, let hour = number(digits.prefix(2)), let minute = number(digits.dropFirst(2).prefix(2)),
      let second = number(digits.dropFirst(4))
    else { return false }
    return hour < 24 && minute < 60 && second < 60
  }

  /// Days in a month of a year.
  public static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func number(_ digits: some Collection<UInt8>) -> Int? {
    var value = 0
    for byte in digits {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }
}
