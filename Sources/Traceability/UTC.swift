import Glibc

/// The ledger's stamps: UTC with milliseconds, `2026-08-27T12:02:32.123Z`, so that text order is time order.
///
/// Stamps are for people. Nothing is ever ordered or decided by them: the clock may jump, the sequence does not.
public enum UTC {
  /// The stamp of this moment by the system's clock.
  @Sendable public static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return stamp(seconds: Int64(time.tv_sec), milliseconds: Int64(time.tv_nsec) / 1_000_000)
  }

  /// The stamp of a moment given in seconds since 1970 and milliseconds.
  public static func stamp(seconds: Int64, milliseconds: Int64) -> String {
    let (days, rest) = floored(seconds, by: 86_400)
    let (year, month, day) = civil(days)
    let date = digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2)
    let time = digits(rest / 3600, 2) + ":" + digits(rest / 60 % 60, 2) + ":" + digits(rest % 60, 2)
    return date + "T" + time + "." + digits(milliseconds, 3) + "Z"
  }

  /// The Gregorian date of a day counted from 1970-01-01. Years begin in March here, so that the leap day ends one.
  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, ofEra) = floored(days + 719_468, by: 146_097)
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func floored(_ value: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
    let rest = (value % divisor + divisor) % divisor
    return ((value - rest) / divisor, rest)
  }

  private static func digits(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
