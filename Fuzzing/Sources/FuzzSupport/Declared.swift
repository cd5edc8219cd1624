import Foundation
import Formats
public import Layouts

/// Layouts as they really are: the shipped declarations, and those with which the tests go through the whole language.
public struct Declared: Sendable {
  /// How many bytes of a file are looked at to recognise it.
  static let headSize = 64 << 10

  /// The flows with their layouts, each ready to read and to write.
  let flows: [Flow]
  let layouts: [Machinery]
  let recogniser: Recogniser
  let wholeness: WholenessCheck
  /// Whether what is written for a destination is read back whole. Not so where layouts bind a part of a document only.
  let isComplete: Bool

  /// Loads a folder of declarations of the checkout; stops the process when it does not load.
  init(_ folder: String, isComplete: Bool = true) {
    do {
      let catalog = try Catalog.load(from: Checkout.root + "/" + folder)
      flows = catalog.flows
      layouts = catalog.layouts.map(Machinery.init)
      recogniser = Recogniser(layouts: catalog.layouts)
      wholeness = WholenessCheck(layouts: catalog.layouts)
    } catch { stop("\(folder) does not load: \(error)") }
    self.isComplete = isComplete
  }

  /// The shipped flows.
  public static let shipped = Declared("Schemas")
  /// The flow that uses every construct of the language.
  public static let everything = Declared("Tests/LayoutsTests/Everything", isComplete: false)
  /// A flow of nothing but numbers.
  public static let numbers = Declared("Fuzzing/Declarations")

  /// The flow of a layout.
  func flow(of layout: Layout) -> Flow? { flows.first { $0.name == layout.flow } }

  /// The layouts in which the documents of a layout are handed on.
  func targets(of layout: Layout) -> [Machinery] {
    guard let flow = flow(of: layout), layout.system == flow.from else { return [] }
    return layouts.filter { $0.layout.flow == flow.name && $0.layout.system == flow.to && $0.layout.canWrite }
  }
}

/// The checkout that the targets were built from.
public enum Checkout {
  /// Its root, without a slash at its end: this file lies four folders below it.
  public static let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }.path
}

/// A layout with the reader and the writer that its format has for it.
public struct Machinery: Sendable {
  let layout: Layout
  let reader: any DocumentReader
  let writer: any DocumentWriter
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
