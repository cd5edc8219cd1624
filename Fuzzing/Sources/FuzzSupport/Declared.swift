public import Conversion
import EDIModel
public import Formats
import Foundation
public import Layouts

/// Layouts as they really are: the shipped declarations, and those with which the tests go through the whole language.
public struct Declared: Sendable {
  /// The ways through the flows.
  public let exchanges: Exchanges
  /// Whether what is written is read back whole: layouts that show one thing only, or bind no more than a part of a
  /// required list, are written for others and never read for their documents.
  public let isComplete: Bool

  /// Loads a folder of declarations of the checkout; stops the process when it does not load.
  init(_ folder: String, deliver: [String: String] = [:], isComplete: Bool = true) {
    self.isComplete = isComplete
    do {
      exchanges = try Exchanges(catalog: try Catalog.load(from: Checkout.root + "/" + folder), deliver: deliver)
    } catch { stop("\(folder) does not load: \(error)") }
  }

  /// The three shipped flows.
  public static let shipped = Declared("Schemas")
  /// The flow that uses every construct of the language, delivered as XML.
  public static let everything = Declared(
    "Tests/LayoutsTests/Everything", deliver: ["remessa": "porto-xml"], isComplete: false)
  /// The same, delivered as a positional file.
  public static let everythingPositional = Declared(
    "Tests/LayoutsTests/Everything", deliver: ["remessa": "porto-txt"], isComplete: false)
  /// A flow of nothing but numbers.
  public static let numbers = Declared("Fuzzing/Declarations")
}

/// The checkout that the targets were built from.
public enum Checkout {
  /// Its root, without a slash at its end: this file lies four folders below it.
  public static let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }.path
}

/// A layout with the reader and the writer that its format has for it.
public struct Machinery: Sendable {
  /// The layout.
  public let layout: Layout
  /// Reads it.
  public let reader: any DocumentReader
  /// Writes it.
  public let writer: any DocumentWriter
  /// Holds its reader against a foreign validator, where there is one.
  let witness: WitnessCheck

  /// Makes both; stops the process when the layout's XSD does not compile.
  public init(_ layout: Layout) {
    self.layout = layout
    do { reader = try Format.reader(for: layout) } catch { stop("no reader for \(layout.path): \(error)") }
    writer = Format.writer(for: layout)
    witness = WitnessCheck(layout)
  }
}
