import Conversion
import EDIModel
import Foundation
import Layouts
import TestSupport

/// The shipped samples and the exchanges that they run through.
enum SampleFiles {
  /// The shipped flows, ready to convert; a failure is thrown by every test that asks.
  static let loaded = Result {
    try Exchanges(catalog: try Catalog.load(from: SharedFolders.schemas), isWitnessed: true)
  }

  /// Every sample with what became of it, run once for all tests; empty when the declarations do not load.
  static let results: [SampleResult] = {
    guard case .success(let exchanges) = loaded else { return [] }
    return SampleSuite(exchanges: exchanges, folder: SharedFolders.samples).run()
  }()

  /// The golden files of a kind by their paths below the samples folder: `pedido-venda/pass/um-item.expected.txt`.
  static func goldens(_ kind: String, where isWanted: (String) -> Bool) -> [String] {
    let all = (try? FileManager.default.subpathsOfDirectory(atPath: SharedFolders.samples)) ?? []
    return all.filter { $0.contains("/\(kind)/") && isWanted($0) }.sorted()
  }

  /// The golden outputs of the samples that pass.
  static let outputs = goldens("pass") { $0.contains(".expected.") }

  /// The bytes of a file below the samples folder.
  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: SharedFolders.samples + "/" + path)))
  }

  /// The documents of a golden output, a file each: XML ones begin with their declaration, TXT ones with their header,
  /// which is line 1.
  static func documents(_ path: String) throws -> [[UInt8]] {
    let bytes = try bytes(path)
    let beginning = Array((path.hasSuffix(".xml") ? "<?xml" : "00000001").utf8)
    let starts = bytes.indices.filter { index in
      bytes[index...].starts(with: beginning) && (index == 0 || path.hasSuffix(".xml") || bytes[index - 1] == 0x0A)
    }
    return zip(starts, starts.dropFirst() + [bytes.count]).map { Array(bytes[$0..<$1]) }
  }
}
