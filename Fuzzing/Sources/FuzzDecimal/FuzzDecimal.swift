import FuzzSupport

/// The layouts that numbers are read by.
private let layouts = NumberLayoutCheck()

/// Only libFuzzer's one thread comes here.
nonisolated(unsafe) private var leaks = LeakCheck()

/// Numbers, one per line: each for itself, in pairs, and in the columns of real layouts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecimal(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let numbers = input(start, count).split(separator: 0x0A, omittingEmptySubsequences: false).prefix(8).map(Array.init)
  leaks.run {
    for number in numbers { NumberCheck.check(number) }
    for (left, right) in zip(numbers, numbers.dropFirst()) { NumberCheck.check(left, right) }
    layouts.check(numbers)
  }
  return 0
}
