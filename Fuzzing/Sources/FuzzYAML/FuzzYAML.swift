import FuzzSupport

/// The folder of declarations of which one file at a time is another.
private let declarations = DeclarationCheck()

/// Only libFuzzer's one thread comes here.
nonisolated(unsafe) private var leaks = LeakCheck()

/// One declaration: the first byte says which, the rest is its text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = input(start, count)
  guard let choice = bytes.first else { return 0 }
  leaks.run { declarations.check(Array(bytes.dropFirst()), choice: Int(choice)) }
  return 0
}
