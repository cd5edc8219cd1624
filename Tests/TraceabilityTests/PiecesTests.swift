import EDIModel
import Testing

@testable import Traceability

/// The small pure pieces: stamps, names, canonical bytes, mounts.
struct PiecesTests {
  @Test(
    arguments: [
      (0, 0, "1970-01-01T00:00:00.000Z"), (951_782_400, 7, "2000-02-29T00:00:00.007Z"),
      (1_787_832_152, 123, "2026-08-27T12:02:32.123Z"), (4_107_542_399, 999, "2100-02-28T23:59:59.999Z"),
      (4_107_542_400, 0, "2100-03-01T00:00:00.000Z"), (-1, 0, "1969-12-31T23:59:59.000Z"),
    ] as [(Int64, Int64, String)])
  func stamps(seconds: Int64, milliseconds: Int64, text: String) {
    #expect(UTC.stamp(seconds: seconds, milliseconds: milliseconds) == text)
  }

  @Test(arguments: [
    "1970-01-01T00:00:00.000Z", "2000-02-29T00:00:00.007Z", "2026-08-27T12:02:32.123Z", "2100-02-28T23:59:59.999Z",
    "2100-03-01T00:00:00.000Z", "1969-12-31T23:59:59.000Z", "2024-12-31T23:59:59.999Z",
  ])
  func stampsAreReadBack(text: String) throws {
    #expect(try UTC.stamp(milliseconds: #require(UTC.milliseconds(text))) == text)
  }

  @Test func aStampThatIsCutShortIsItsBeginning() throws {
    #expect(UTC.milliseconds("2026-08") == UTC.milliseconds("2026-08-01T00:00:00.000Z"))
    #expect(UTC.milliseconds("2999") == UTC.milliseconds("2999-01-01T00:00:00.000Z"))
    for wrong in ["x", "2026-13", "2026-00", "2026-08-27 12", "2026-08-27T24", "2026-08-27T12:02:32.123Z0"] {
      #expect(UTC.milliseconds(wrong) == nil)
    }
  }

  @Test(arguments: [
    ("pedido.xml", "pedido-2.xml"), ("pedido", "pedido-2"), (".xml", ".xml-2"), ("a.b.xml", "a.b-2.xml"),
    ("fim.", "fim-2."),
  ])
  func numberedNames(wanted: String, name: String) {
    #expect(String(decoding: OutputName.numbered(Array(wanted.utf8), 2), as: UTF8.self) == name)
  }

  @Test func numberedNamesFitTheFileSystem() {
    let wanted = [UInt8](repeating: 65, count: 251) + Array(".xml".utf8)
    let name = OutputName.numbered(wanted, 1_000_000)
    #expect(name.count == 255)
    #expect(name.suffix(12).elementsEqual("-1000000.xml".utf8))
  }

  @Test func namesThatAreNotTextStandInHex() {
    #expect(Fact(path: [0x6A, 0xE3], .name, elseHex: .nameHex) == Fact(.nameHex, hash: [0x6A, 0xE3]))
    #expect(Fact(path: Array("já".utf8), .name, elseHex: .nameHex) == Fact(.name, "já"))
  }

  @Test func hexIsReadStrictly() {
    #expect(Hex.bytes("00fFA9") == [0, 255, 0xA9])
    for wrong in ["0", "0g", " 00"] { #expect(Hex.bytes(wrong) == nil) }
    #expect(Hex.canonicalBytes("00fa") == [0, 0xFA])
    for wrong in ["00FA", "0fa", "00 a"] { #expect(Hex.canonicalBytes(wrong) == nil) }
  }

  @Test func documentKeysKeepBothNumbers() throws {
    let id = DocumentID(InterchangeID(1_234_567), 67_108_863)
    #expect(try DocumentKey.id(DocumentKey.key(id)) == id)
    #expect(try DocumentKey.range(of: InterchangeID(1_234_567)).contains(DocumentKey.key(id)))
    #expect(throws: LedgerError.self) { try DocumentKey.key(DocumentID(InterchangeID(1), 67_108_864)) }
    #expect(throws: LedgerError.self) { try DocumentKey.key(DocumentID(InterchangeID(1), 0)) }
  }

  @Test func theKindOfAMountIsFoundByItsDevice() {
    let mounts = """
      22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/root rw
      40 22 0:41 / /mnt/site rw master:1 shared:3 - nfs4 server:/site rw,vers=4.2
      41 22 0:42 / /mnt/b rw - fuse.sshfs user@host: rw
      """
    #expect(Mount.kind(ofDevice: "0:41", in: mounts) == "nfs4")
    #expect(Mount.kind(ofDevice: "0:42", in: mounts) == "fuse.sshfs")
    #expect(Mount.kind(ofDevice: "259:2", in: mounts) == "ext4")
    #expect(Mount.kind(ofDevice: "0:4", in: mounts) == nil)
  }

  @Test func everyErrorSpeaksBothLanguages() {
    for code in LedgerError.Code.allCases {
      let error = LedgerError(code)
      for text in [error.message, error.remedy] { #expect(!text.pt.isEmpty && !text.en.isEmpty && text.pt != text.en) }
    }
    #expect(Set(LedgerError.Code.allCases.map { LedgerError($0).message }).count == LedgerError.Code.allCases.count)
  }
}
