import EDIModel
import Foundation
import TestSupport
import Testing
import Traceability

@testable import Pipeline

/// A new flow, and another layout of a flow that exists, are data: they are put into a site's schemas and run.
@Suite struct DataOnlyTests {
  @Test func aNewFlowRunsFromDataAlone() throws {
    let site = try TestSite()
    try add(Self.flow, to: site, as: "aviso-parada/flow.yaml")
    try add(Self.source, to: site, as: "aviso-parada/trimpaper-txt.layout.yaml")
    try add(Self.target, to: site, as: "aviso-parada/protheus-xml.layout.yaml")
    let reason = "TROCA DE FELTRO" + String(repeating: " ", count: 25)
    try site.drop("00AV\r\n55MP1   20260827061000\(reason)\r\n99\r\n", as: "aviso.txt", into: "trimpaper")
    try site.work()
    #expect(try site.states() == [.delivered])
    #expect(
      try site.text(of: "protheus/outbox/AVISO_20260827061000_MP1.xml")
        == #"<?xml version="1.0" encoding="UTF-8"?><Aviso><Recurso>MP1</Recurso><Desde>2026-08-27T06:10:00</Desde>"#
        + "<Motivo>TROCA DE FELTRO</Motivo></Aviso>")
  }

  @Test func anotherLayoutOfAFlowRunsFromDataAlone() throws {
    let site = try TestSite()
    try add(Self.delimited, to: site, as: "pedido-venda/protheus-txt.layout.yaml")
    let file = """
      00;PVD;01;010004;20260827120232
      10;G;004512;000123;01;20260827
      11;01;G;KL0200250;KG;1250000;20260910;2000
      99;4

      """
    try site.drop(file, as: "pedido.csv", into: "protheus")
    try site.work()
    #expect(try site.states() == [.delivered])
    let name = try #require(try site.names(in: "trimpaper/outbox").first)
    #expect(name == "ORDER_20260827120232_004512.txt")
    let lines = try site.text(of: "trimpaper/outbox/" + name).components(separatedBy: "\r\n")
    #expect(lines[1].hasPrefix("10000002G00451200012301" + "20260827"))
    #expect(lines[2].hasPrefix("1100000301GKL0200250      KG000001250000" + "20260910"))
  }

  @Test func aWrongDeclarationKeepsASiteFromStarting() throws {
    let site = try TestSite()
    let wrong = Self.flow.replacingOccurrences(of: "motivo: {", with: "motivo: {tipo: x, ")
    try add(wrong, to: site, as: "aviso-parada/flow.yaml")
    #expect(throws: Site.Failure.self) { _ = try site.start() }
  }

  private func add(_ text: String, to site: TestSite, as path: String) throws {
    let file = site.path + "/schemas/" + path
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
  }

  private static let flow = """
    flow: aviso-parada
    pt: Aviso de parada
    en: Stop notice
    from: trimpaper
    to: protheus
    identity: {kind: event, key: [recurso, desde], stamp: desde}
    lanes: {recurso: [recurso]}
    keys: {recurso: recurso}
    reject: document
    fields:
      recurso: {type: recurso, required: true}
      desde: {type: instante, required: true}
      motivo: {type: descricao}

    """

  private static let source = """
    layout: trimpaper-txt
    flow: aviso-parada
    system: trimpaper
    pt: TXT posicional AV
    en: Positional TXT AV
    format: positional
    encoding: windows-1252
    newline: crlf
    uses: [read]
    recognise:
      - {record: "00", column: layout, is: AV}
    records:
      - record: "00"
        role: header
        pt: Cabeçalho
        en: Header
        columns: [{name: tipo, size: 2, constant: "00"}, {name: layout, size: 2, constant: AV}]
      - record: "55"
        role: document
        pt: Aviso
        en: Notice
        columns:
          - {name: tipo, size: 2, constant: "55"}
          - {name: recurso, field: recurso}
          - {name: desde, field: desde}
          - {name: motivo, field: motivo}
      - record: "99"
        role: trailer
        pt: Fechamento
        en: Trailer
        columns: [{name: tipo, size: 2, constant: "99"}]

    """

  private static let target = """
    layout: protheus-xml
    flow: aviso-parada
    system: protheus
    pt: XML de aviso
    en: Notice XML
    format: xml
    root: Aviso
    file_name: "AVISO_{desde}_{recurso}.xml"
    uses: [write]
    bindings:
      - {path: Recurso, field: recurso}
      - {path: Desde, field: desde}
      - {path: Motivo, field: motivo}

    """

  private static let delimited = """
    layout: protheus-txt
    flow: pedido-venda
    system: protheus
    pt: TXT delimitado de pedidos
    en: Delimited TXT of orders
    format: delimited
    separator: ";"
    encoding: windows-1252
    newline: crlf
    uses: [read]
    recognise:
      - {record: "00", column: layout, is: PVD}
    records:
      - record: "00"
        role: header
        pt: Cabeçalho
        en: Header
        columns:
          - {name: tipo, size: 2, constant: "00"}
          - {name: layout, size: 3, constant: PVD}
          - {name: empresa, field: empresa}
          - {name: filial, field: filial}
          - {name: gerado_em, field: gerado_em}
      - record: "10"
        role: document
        pt: Pedido
        en: Order
        columns:
          - {name: tipo, size: 2, constant: "10"}
          - {name: acao, field: acao}
          - {name: numero, field: numero}
          - {name: cliente, field: cliente}
          - {name: loja, field: loja}
          - {name: emissao, field: emissao}
      - record: "11"
        role: detail
        each: itens
        pt: Item
        en: Item
        columns:
          - {name: tipo, size: 2, constant: "11"}
          - {name: item, field: itens/item}
          - {name: acao, field: itens/acao}
          - {name: produto, field: itens/produto}
          - {name: unidade, field: itens/unidade}
          - {name: quantidade, field: itens/quantidade}
          - {name: entrega, field: itens/entrega}
          - {name: gramatura, field: itens/gramatura}
      - record: "99"
        role: trailer
        pt: Fechamento
        en: Trailer
        columns: [{name: tipo, size: 2, constant: "99"}, {name: registros, size: 8, count: all}]

    """
}
