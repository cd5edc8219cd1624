import Glibc

/// Repeats a call that a signal interrupted. The error number is read at once, before anything can change it.
@inline(__always)
func retrying<Value: SignedInteger>(_ call: () -> Value) -> (value: Value, code: Int32) {
  while true {
    let value = call()
    if value >= 0 { return (value, 0) }
    let code = errno
    if code != EINTR { return (value, code) }
  }
}

/// A name as C wants it. One name, never a path: what could lead out of its folder is refused with EINVAL.
func cName(
  _ name: [UInt8], for operation: FileSystemError.Operation, in folder: String
) throws(FileSystemError) -> [CChar] {
  let dots = name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") }
  guard !dots, !name.contains(0), !name.contains(UInt8(ascii: "/")) else {
    throw FileSystemError(operation, Place(folder, name), code: EINVAL)
  }
  return [CChar](unsafeUninitializedCapacity: name.count + 1) { buffer, count in
    for (position, byte) in name.enumerated() { buffer[position] = CChar(bitPattern: byte) }
    buffer[name.count] = 0
    count = name.count + 1
  }
}
