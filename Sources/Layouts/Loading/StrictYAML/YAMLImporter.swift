import EDIModel
import Yams

/// Turns the parser's nodes into ours and refuses what the strict language does not have.
struct YAMLImporter {
  let file: String
  let log: DeclarationLog

  func node(_ node: Node, depth: Int) -> StrictNode {
    let place = place(node.mark)
    return StrictNode(content: content(node, at: place, depth: depth), place: place, log: log)
  }

  private func content(_ node: Node, at place: DeclarationPlace, depth: Int) -> StrictNode.Content {
    guard depth <= StrictYAML.maximumDepth else {
      log.report(
        .yamlTooDeep, at: place,
        Bilingual(
          pt: "há mais de \(StrictYAML.maximumDepth) níveis de aninhamento",
          en: "nested deeper than \(StrictYAML.maximumDepth) levels"))
      return .refused
    }
    guard isPlain(node, at: place) else { return .refused }
    switch node {
    case .scalar(let scalar): return .scalar(scalar.string)
    case .sequence(let sequence): return .sequence(sequence.map { self.node($0, depth: depth + 1) })
    case .mapping(let mapping): return .mapping(entries(mapping, depth: depth))
    case .alias:
      reportAlias(at: place)
      return .refused
    }
  }

  private func entries(_ mapping: Node.Mapping, depth: Int) -> [StrictNode.Entry] {
    var entries: [StrictNode.Entry] = []
    var seen: Set<String> = []
    for (key, value) in mapping {
      let place = place(key.mark)
      guard case .scalar(let name) = key, isPlain(key, at: place) else {
        log.reportWrongType(at: place, wanted: Bilingual(pt: "um nome de chave", en: "the name of a key"))
        continue
      }
      guard name.string != "<<" else {
        reportAlias(at: place)
        continue
      }
      // The parser takes `1` and `"1"` for two keys; for us both are the text 1.
      guard seen.insert(name.string).inserted else {
        log.reportDuplicate(name.string, at: place)
        continue
      }
      entries.append(StrictNode.Entry(key: Located(name.string, at: place), value: node(value, depth: depth + 1)))
    }
    return entries
  }

  /// Whether a node has neither an anchor nor a tag of its own.
  private func isPlain(_ node: Node, at place: DeclarationPlace) -> Bool {
    guard node.anchor == nil else {
      reportAlias(at: place)
      return false
    }
    let (tag, usual) =
      switch node {
      case .scalar(let scalar): (scalar.tag.description, "str")
      case .sequence(let sequence): (sequence.tag.description, "seq")
      case .mapping(let mapping): (mapping.tag.description, "map")
      case .alias(let alias): (alias.tag.description, "")
      }
    if tag.isEmpty || tag == "tag:yaml.org,2002:" + usual { return true }
    log.report(
      .yamlTag, at: place, Bilingual(pt: "a marca `\(tag)` não é aceita", en: "the tag `\(tag)` is not accepted"),
      hint: Bilingual(pt: "escreva só o valor", en: "write the value alone"))
    return false
  }

  private func reportAlias(at place: DeclarationPlace) {
    log.report(
      .yamlAlias, at: place,
      Bilingual(pt: "âncoras, referências e `<<` não são aceitas", en: "anchors, aliases and `<<` are not accepted"),
      hint: Bilingual(
        pt: "escreva o valor por extenso, ou use `include` com um fragmento",
        en: "write the value out, or `include` a fragment"))
  }

  private func place(_ mark: Mark?) -> DeclarationPlace {
    DeclarationPlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }
}
