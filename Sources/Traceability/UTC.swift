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
    let fields =
      [
        (year, 4, "-"), (month, 2, "-"), (day, 2, "T"), (rest / 3600, 2, ":"), (rest / 60 % 60, 2, ":"),
        (rest % 60, 2, "."), (milliseconds, 3, "Z"),
      ] as [(value: Int64, width: Int, mark: Unicode.Scalar)]
    return String(unsafeUninitializedCapacity: 24) { text in
      var end = 0
      for (value, width, mark) in fields {
        var value = value.magnitude
        for place in (end..<end + width).reversed() {
          text[place] = 48 + UInt8(truncatingIfNeeded: value % 10)
          value /= 10
        }
        text[end + width] = UInt8(ascii: mark)
        end += width + 1
      }
      return end
    }
  }

  /// The stamp of a moment in milliseconds since 1970.
  static func stamp(milliseconds: Int64) -> String {
    let (seconds, rest) = floored(milliseconds, by: 1000)
    return stamp(seconds: seconds, milliseconds: rest)
  }

  /// The moment of a stamp in milliseconds since 1970. Of one that is cut short the beginning: `2026-08` is its first
  /// millisecond. `nil` for anything else.
  static func milliseconds(_ stamp: String) -> Int64? {
    let pattern = Array("0000-01-01T00:00:00.000Z".utf8)
    var bytes = Array(stamp.utf8)
    guard bytes.count <= pattern.count else { return nil }
    bytes += pattern[bytes.count...]
    var fields: [Int64] = [0]
    for (byte, model) in zip(bytes, pattern) {
      if (48...57).contains(model) {
        guard (48...57).contains(byte) else { return nil }
        fields[fields.count - 1] = fields[fields.count - 1] * 10 + Int64(byte - 48)
      } else {
        guard byte == model else { return nil }
        fields.append(0)
      }
    }
    guard (1...12).contains(fields[1]), (1...31).contains(fields[2]), fields[3] < 24, fields[4] < 60, fields[5] < 61
    else { return nil }
    let minutes = (days(fields[0], fields[1], fields[2]) * 24 + fields[3]) * 60 + fields[4]
    return (minutes * 60 + fields[5]) * 1000 + fields[6]
  }

  /// The day of a Gregorian date, counted from 1970-01-01.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let (era, yearOfEra) = floored(month <= 2 ? year - 1 : year, by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
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
}
