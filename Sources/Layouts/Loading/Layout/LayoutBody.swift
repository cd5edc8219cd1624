import EDIModel

/// Reads what depends on a layout's format: its elements or records, and how its files are recognised.
struct LayoutBody {
  let context: LayoutContext

  func read(_ root: StrictMapping) -> (format: Layout.Format, recogniser: [Recognition])? {
    switch context.kind {
    case .xml: xml(root)
    case .positional, .delimited: text(root)
    }
  }

  private func xml(_ root: StrictMapping) -> (format: Layout.Format, recogniser: [Recognition])? {
    let declared = XMLLayoutReader(context: context).read(root)
    // Of a layout with a part missing nobody can say what it does not have.
    let known = context.bound.isIncomplete ? nil : declared?.layout
    let tests = RecognitionReader(log: context.log).paths(root.node("recognise"), in: known)
    guard let (layout, name) = declared, let tests else { return nil }
    let own = Recognition(source: .path("/"), test: .equals(name.value), ignoresCase: false)
    return (.xml(layout), [own] + tests)
  }

  private func text(_ root: StrictMapping) -> (format: Layout.Format, recogniser: [Recognition])? {
    guard let layout = TextLayoutReader(context: context).read(root) else {
      _ = root.node("recognise")
      return nil
    }
    guard let recogniser = RecognitionReader(log: context.log).columns(root.node("recognise"), layout) else {
      return nil
    }
    return (context.kind == .positional ? .positional(layout) : .delimited(layout), recogniser)
  }
}
