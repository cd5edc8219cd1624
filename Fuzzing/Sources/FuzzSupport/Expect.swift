import Glibc

/// Stops the process when `condition` does not hold, so that the fuzzer keeps the input that broke it.
public func expect(_ condition: @autoclosure () -> Bool, _ broken: @autoclosure () -> String) {
  if !condition() { stop(broken()) }
}

/// Says what is broken and stops the process.
public func stop(_ broken: String) -> Never {
  var text = "\n== broken: \(broken)\n"
  text.withUTF8 { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  abort()
}

/// What libFuzzer hands over, as the readers want it.
public func input(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
  Array(UnsafeBufferPointer(start: start, count: count))
}
