/// The canonical bytes of an entry: `{"v":1,` and then its facts in the order of the bytes of their names.
enum Payload {
  /// The version of these rules. Another one would be written beside it, never instead of it.
  static let version: Int64 = 1

  static func bytes(_ facts: [Fact]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(640)
    bytes.append(contentsOf: "{\"v\":1".utf8)
    // Names are ASCII: the order of texts is the order of bytes.
    for fact in facts.sorted(by: { $0.name < $1.name }) {
      bytes.append(UInt8(ascii: ","))
      CanonicalValue.write(fact.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      fact.value.write(to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  /// The facts of a payload; `nil` unless its bytes are exactly those that these facts are written as.
  static func facts(_ payload: [UInt8]) -> [Fact]? {
    guard let members = CanonicalReader.object(payload), members.first == Fact("v", version) else { return nil }
    let facts = Array(members.dropFirst())
    return bytes(facts) == payload ? facts : nil
  }
}
