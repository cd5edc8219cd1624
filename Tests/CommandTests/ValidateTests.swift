import Foundation
import TestSupport
import Testing

@Suite struct ValidateTests {
  let malote = MaloteProgram()

  @Test func aGoodFileEndsWithZero() throws {
    let run = try malote.run("validate", SamplePath.good, SamplePath.order)
    #expect(run.status == 0)
    #expect(
      run.text == """
        \(SamplePath.good): aceito (apontamento-producao/trimpaper-txt): 1 documento bom
        \(SamplePath.order): aceito (ordem-producao/protheus-xml): 1 documento bom

        """)
    #expect(run.said.isEmpty)
  }

  @Test(arguments: ["pt", "en"])
  func eachErrorIsShownWithItsPlaceAndRemedy(_ language: String) throws {
    let run = try malote.run("validate", "--lang", language, SamplePath.fiveErrors, SamplePath.orderWithErrors)
    #expect(run.status == 65)
    expectGolden(run.output, "validate.\(language).txt")
  }

  @Test func dataHasStableKeys() throws {
    let run = try malote.run("validate", "--json", SamplePath.fiveErrors, SamplePath.good)
    #expect(run.status == 2)
    expectGolden(run.output, "validate.json")
  }

  @Test func aFileThatIsGoodInPartEndsWithTwo() throws {
    #expect(try malote.run("validate", SamplePath.mixed).status == 2)
    #expect(try malote.run("validate", SamplePath.good, SamplePath.fiveErrors).status == 2)
  }

  @Test func aMissingFileAndAFolderEndWithNoInputAndTheOthersAreStillChecked() throws {
    let run = try malote.run("validate", "nao-existe.txt", "Samples", SamplePath.good)
    #expect(run.status == 66)
    #expect(run.said.contains("não há arquivo nao-existe.txt"))
    #expect(run.said.contains("Samples não é um arquivo"))
    #expect(run.text.contains("aceito"))
  }

  @Test func aFileWithoutPermissionEndsWithNoPermission() throws {
    guard getuid() != 0 else { return }
    let folder = try TemporaryFolder()
    try folder.write("x", "fechado.txt")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: folder.path + "/fechado.txt")
    #expect(try malote.run("validate", folder.path + "/fechado.txt").status == 77)
  }

  @Test func aPipeIsRefusedAndNotWaitedFor() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/fila", 0o600) == 0)
    #expect(try malote.run("validate", folder.path + "/fila").status == 66)
  }

  @Test func theLanguageComesFromTheEnvironment() throws {
    var english = malote
    english.environment["LANG"] = "en_US.UTF-8"
    #expect(try english.run("validate", SamplePath.good).text.contains(": accepted ("))
    english.environment["LC_ALL"] = "pt_BR.UTF-8"
    #expect(try english.run("validate", SamplePath.good).text.contains(": aceito ("))
  }

  @Test func manyErrorsAreCountedNotAllShown() throws {
    let folder = try TemporaryFolder()
    let sample = try #require(FileManager.default.contents(atPath: SharedFolders.root + "/" + SamplePath.mixed))
    let text = try #require(String(data: sample, encoding: .isoLatin1))
    var lines = text.components(separatedBy: "\r\n")
    let bad = try #require(lines.first { $0.hasPrefix("70") && $0.dropFirst(18).hasPrefix("X") })
    lines.insert(contentsOf: Array(repeating: bad, count: 300), at: 1)
    try folder.write(lines.joined(separator: "\r\n"), "muitos.txt")
    let run = try malote.run("validate", folder.path + "/muitos.txt")
    #expect(run.status == 65)
    #expect(run.text.components(separatedBy: ": erro[").count == 101)
    #expect(run.text.contains("não mostrados"))
  }

  @Test func aFullDiskIsAnInputOutputError() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    #expect(try malote.run("validate", SamplePath.good, output: full).status == 74)
  }
}
