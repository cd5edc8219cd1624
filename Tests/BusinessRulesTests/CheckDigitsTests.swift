import EDIModel
import Testing

@testable import BusinessRules

struct CheckDigitsTests {
  /// The text with one place a step on. Modulo 11 does not see a step of 11, from `7` to `B`.
  private static func neighbours(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.indices.map { place in
      var changed = bytes
      changed[place] = bytes[place] == UInt8(ascii: "9") ? UInt8(ascii: "0") : bytes[place] + 1
      return String(decoding: changed, as: UTF8.self)
    }
  }

  private func accepts(_ kind: Rule.CheckDigits, _ text: String) -> Bool { kind.accepts(Array(text.utf8).span) }

  /// The first is the example of the rule itself (IN RFB 2.229/2024); the second has digits only.
  @Test(arguments: ["12ABC34501DE35", "11222333000181", "00000000000191"])
  func companies(_ cnpj: String) {
    #expect(accepts(.cnpj, cnpj))
    for wrong in Self.neighbours(of: cnpj) { #expect(!accepts(.cnpj, wrong), "\(wrong)") }
    #expect(!accepts(.cnpj, String(cnpj.dropLast())))
    #expect(!accepts(.cnpj, cnpj + "0"))
  }

  @Test(arguments: ["12abc34501de35", "12ABC34501DE3A", "11.222.333/0001-81", "00000000000000", "", "Ç2ABC34501DE3"])
  func whatIsNoCompany(_ text: String) { #expect(!accepts(.cnpj, text)) }

  @Test(arguments: ["52998224725", "11144477735"])
  func people(_ cpf: String) {
    #expect(accepts(.cpf, cpf))
    for wrong in Self.neighbours(of: cpf) { #expect(!accepts(.cpf, wrong), "\(wrong)") }
    #expect(!accepts(.cpf, "A" + cpf.dropFirst()))
    #expect(!accepts(.cpf, "11111111111"))
  }

  @Test func accessKeys() {
    let digits = "3526111122233300018155001000012345100012345"
    let letters = "35261112ABC34501DE3555001000012345100012345"
    for start in [digits, letters] {
      let keys = (0...9).map { start + String($0) }.filter { accepts(.accessKey, $0) }
      #expect(keys.count == 1)
      #expect(keys.allSatisfy { !accepts(.accessKey, String($0.dropFirst())) })
    }
    // The example of the NF-e manual (MOC, check digit of the access key).
    #expect(accepts(.accessKey, "52060433009911002506550120000007800267301615"))
    #expect(!accepts(.accessKey, "A2060433009911002506550120000007800267301615"))
  }
}
