import EDIModel
import Foundation
import Layouts
import TestSupport
import Testing

/// `Docs/layouts` is what `malote docs` makes of the shipped declarations. After a change of them:
/// `malote docs -o Docs/layouts`.
@Suite("Pages about layouts")
struct GuideTests {
  private static let folder = SharedFolders.root + "/Docs/layouts"
  let catalog: Catalog

  init() throws { catalog = try Catalog.load(from: SharedFolders.schemas) }

  private func page(_ flow: String, _ layout: String) throws -> LayoutGuide {
    let flow = try #require(catalog.flow(named: flow))
    return LayoutGuide(try #require(flow.layout(named: layout)), of: flow)
  }

  @Test("They say what the declarations say, and there are no others")
  func shipped() throws {
    var paths = ["README.md"]
    #expect(
      Golden.mismatch(Array(GuideIndex(catalog.flows).markdown(.pt).utf8), path: Self.folder + "/README.md") == nil)
    for flow in catalog.flows {
      for layout in flow.layouts {
        paths.append(layout.path + ".md")
        let text = Array(LayoutGuide(layout, of: flow).markdown(.pt).utf8)
        let mismatch = Golden.mismatch(text, path: Self.folder + "/" + layout.path + ".md")
        #expect(mismatch == nil, "\(mismatch ?? "")")
      }
    }
    let found = FileManager.default.enumerator(atPath: Self.folder)?.compactMap { $0 as? String } ?? []
    #expect(found.filter { $0.hasSuffix(".md") }.sorted() == paths.sorted())
  }

  @Test("Every column of a record has its row, and the starts are those of the layout")
  func complete() throws {
    for flow in catalog.flows {
      for layout in flow.layouts {
        guard case .positional(let text) = layout.format else { continue }
        let guide = LayoutGuide(layout, of: flow)
        #expect(guide.tables.map(\.rows.count) == text.records.map(\.columns.count), "\(layout.path)")
        for (table, record) in zip(guide.tables, text.records) {
          #expect(table.rows.map(\.start) == record.columns.map { String($0.start + 1) })
          #expect(table.rows.allSatisfy { !$0.description.pt.isEmpty && !$0.type.pt.isEmpty })
        }
      }
    }
  }

  @Test("Codes come with their meanings, conditions in words")
  func words() throws {
    let rows = try page("hora-improdutiva", "trimpaper-txt").tables[1].rows
    let action = try #require(rows.first { $0.name == "acao" })
    #expect(action.description.pt == "Ação do lançamento; I inclui, E estorna")
    #expect(action.description.en == "Posting action; I include, E reverse")
    let number = try #require(rows.first { $0.name == "recno" })
    #expect(number.required.pt == "quando “Ação do lançamento” é estorna")
    #expect(number.origin == "SH6.R_E_C_N_O_")
    let xml = try page("movimento-interno", "protheus-varios-xml").tables[0].rows
    let event = try #require(xml.first { $0.name.hasSuffix("StockTurnoverItem/Event") })
    #expect(event.description.pt == "sempre “delete”; gravado quando “Ação do lançamento” é estorna")
  }

  @Test("What stands in a cell cannot break its table")
  func escapes() throws {
    let guide = try page("encerramento-op", "protheus-xml")
    #expect(guide.html(.pt).contains("<html lang=\"pt-BR\">") && !guide.html(.pt).contains("<script"))
    let csv = guide.csv(.pt).split(separator: "\r\n")
    #expect(csv.count == guide.tables[0].rows.count + 1)
    let parts = try page("pedido-venda", "protheus-xml")
    let line = try #require(parts.csv(.pt).split(separator: "\r\n").first { $0.contains("parte 3") })
    #expect(line.hasSuffix("Cliente; parte 3, separada por |\""))
    let row = try #require(parts.markdown(.pt).split(separator: "\n").first { $0.contains("parte 3") })
    #expect(row.hasSuffix("Cliente; parte 3, separada por \\| |"))
  }
}
