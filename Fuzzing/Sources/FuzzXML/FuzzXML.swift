import FuzzSupport

/// The declarations that are tried, one after the other.
private let checks = [FileCheck(.shipped, .xml), FileCheck(.everything, .xml)]

/// Only libFuzzer's one thread comes here.
nonisolated(unsafe) private var leaks = LeakCheck()

/// One file, by the layouts of this format.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = input(start, count)
  leaks.run { for check in checks { check.check(bytes, choice: count) } }
  return 0
}
