import Conversion
import EDIModel
import Glibc
import Layouts
import Pipeline

/// The declarations that a command works with: the site's own, else those shipped beside the program, else the
/// checkout's.
struct Declarations {
  /// The folder of the flows.
  let folder: String
  /// The folder of their samples; `nil` for a site that keeps none.
  let samples: String?

  /// Finds them. Throws when a site was named that is none, or when there are none at all.
  static func find(site named: String?) throws(CommandFailure) -> Declarations {
    if let site = named ?? Environment.value("MALOTE_SITE") { return try ofSite(site) }
    return isFile("malote.yaml") ? try ofSite(".") : try shipped()
  }

  /// Those beside the program, else the checkout's.
  static func shipped() throws(CommandFailure) -> Declarations {
    let program = programFolder
    let beside = [program + "/../share/malote", program].first { isShipped($0) }
    guard let root = beside ?? enclosing(program) else {
      throw CommandFailure(
        .configuration,
        Bilingual(pt: "não há layouts ao lado do programa", en: "there are no layouts beside the program"),
        remedy: Bilingual(pt: "Indique a instalação com --site PASTA.", en: "Name the site with --site DIR."))
    }
    return Declarations(folder: root + "/Schemas", samples: root + "/Samples")
  }

  /// Loads and compiles them, with every exchange prepared; see ``Exchanges/init(catalog:deliver:isWitnessed:)``.
  func exchanges(isWitnessed: Bool = false) throws -> Exchanges {
    try Exchanges(catalog: try Catalog.load(from: folder), isWitnessed: isWitnessed)
  }

  private static func ofSite(_ site: String) throws(CommandFailure) -> Declarations {
    guard isFile(site + "/malote.yaml") else { throw CommandFailure(Site.Failure.notASite(path: site)) }
    let samples = site + "/samples"
    return Declarations(folder: site + "/schemas", samples: isFile(samples) ? samples : nil)
  }

  /// The folder of the program itself, links followed.
  private static var programFolder: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    return String(decoding: path[..<(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)], as: UTF8.self)
  }

  private static func enclosing(_ folder: String) -> String? {
    var path = folder[...]
    while !path.isEmpty {
      if isShipped(String(path)) { return String(path) }
      path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    }
    return nil
  }

  private static func isShipped(_ root: String) -> Bool { isFile(root + "/Schemas/common/dictionary.yaml") }

  private static func isFile(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
