import Foundation
import TestSupport
import Testing

/// Data flows one way: each room imports what `Docs/architecture.md` says, no more and no less.
@Suite struct RoomArrowTests {
  /// Room, rooms that it imports, libraries that it imports beyond Glibc and Foundation.
  private static let table: [(room: String, rooms: Set<String>, libraries: Set<String>)] = [
    ("EDIModel", [], []),
    ("Layouts", ["EDIModel"], ["Yams"]),
    ("Formats", ["EDIModel", "Layouts"], ["CLibXML2"]),
    ("BusinessRules", ["EDIModel"], []),
    ("Conversion", ["EDIModel", "Layouts", "Formats", "BusinessRules"], ["Crypto"]),
    ("Reports", ["EDIModel"], []),
    ("Filesystem", [], ["CPosix", "Synchronization"]),
    ("Transports", ["Filesystem"], []),
    ("Traceability", ["EDIModel", "Filesystem"], ["GRDB", "GRDBSQLite", "Crypto"]),
    (
      "Pipeline",
      ["EDIModel", "Layouts", "Formats", "Conversion", "Reports", "Filesystem", "Transports", "Traceability"],
      ["Crypto", "Logging", "ServiceLifecycle"]
    ),
    (
      "malote",
      ["EDIModel", "Layouts", "Formats", "Conversion", "Reports", "Filesystem", "Traceability", "Pipeline"],
      ["ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals"]
    ),
  ]

  private static let everywhere: Set<String> = ["Glibc", "Foundation"]

  @Test func everyRoomIsInTheTable() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: SharedFolders.root + "/Sources")
    #expect(Set(folders).subtracting(["Shims"]) == Set(Self.table.map(\.room)))
  }

  @Test func roomsImportWhatTheTableSays() throws {
    let files = try SwiftSource.rooms.get().filter { $0.room != "Shims" }
    let rooms = Set(Self.table.map(\.room))
    for (room, allowed, libraries) in Self.table {
      var used: Set<String> = []
      for file in files where file.room == room {
        used.formUnion(file.imports)
        for name in file.imports.subtracting(allowed).subtracting(libraries).subtracting(Self.everywhere) {
          Issue.record(
            "\(file.path): imports \(name): \(rooms.contains(name) ? Self.stages(room) : "a library belongs to one room")"
          )
        }
      }
      #expect(
        allowed.subtracting(used).isEmpty,
        "\(room): an arrow that nobody uses; take it out of the table and Package.swift")
    }
  }

  private static func stages(_ room: String) -> String {
    "\(room) may not know it; return what happened and let Pipeline pass it on, or move the type to EDIModel"
  }

  /// Names of files, and the libraries of the system, have one door each.
  @Test func shimsHaveOneDoor() throws {
    for file in try SwiftSource.rooms.get() {
      if file.imports.contains("CLibXML2") { #expect(file.path.hasPrefix("Sources/Formats/"), "\(file.path)") }
      if file.imports.contains("CPosix") { #expect(file.room == "Filesystem", "\(file.path)") }
      if !file.imports.isDisjoint(with: ["GRDB", "GRDBSQLite"]) {
        #expect(file.room == "Traceability", "\(file.path)")
      }
      if file.imports.contains("Yams") {
        #expect(file.path.hasPrefix("Sources/Layouts/Loading/StrictYAML/"), "\(file.path)")
      }
    }
  }
}
