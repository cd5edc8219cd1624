import Foundation
import TestSupport

/// Files of the shipped flows, as the tests of this folder need them: made from the shipped samples.
enum Posting {
  /// One posting that there is nothing against.
  static let good = sample("apontamento-producao/pass/bobina-unica.txt")
  /// The same with its last line gone.
  static let withoutTrailer = good.components(separatedBy: "\r\n").dropLast(2).joined(separator: "\r\n") + "\r\n"
  /// Two good postings and a bad one between them.
  static let mixed = sample("apontamento-producao/fail/um-ruim-entre-bons.txt")
  /// A production order.
  static let order = sample("ordem-producao/pass/op-minima.xml")

  private static func sample(_ path: String) -> String {
    let data = FileManager.default.contents(atPath: SharedFolders.samples + "/" + path) ?? Data()
    return String(data: data, encoding: .isoLatin1) ?? ""
  }
}
