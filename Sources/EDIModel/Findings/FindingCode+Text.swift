extension FindingCode {
  /// What a finding says whatever its place: what is wrong, and what to do about it.
  public struct Text: Sendable {
    /// One sentence without its full stop.
    public let title: Bilingual
    /// The next step, for the person who reads the report.
    public let remedy: Bilingual

    fileprivate init(_ titlePT: String, _ titleEN: String, _ remedyPT: String, _ remedyEN: String) {
      title = Bilingual(pt: titlePT, en: titleEN)
      remedy = Bilingual(pt: remedyPT, en: remedyEN)
    }
  }

  /// The texts of this code.
  public var text: Text {
    switch self {
    case .fileEmpty:
      Text(
        "O arquivo está vazio", "The file is empty",
        "Gere o arquivo de novo no sistema de origem.",
        "Export the file again from the sending system.")
    case .fileTooLarge:
      Text(
        "O arquivo é maior que o limite", "The file is larger than the limit",
        "Divida o arquivo ou peça à TI para rever o limite em malote.yaml.",
        "Split the file, or ask IT to review the limit in malote.yaml.")
    case .fileIncomplete:
      Text(
        "O arquivo chegou incompleto", "The file arrived incomplete",
        "Verifique se a gravação terminou e grave o arquivo inteiro de novo.",
        "Check that writing had finished and drop the whole file again.")
    case .fileCrashedReader:
      Text(
        "A leitura deste arquivo derrubou o programa três vezes", "Reading this file stopped the program three times",
        "Não grave o arquivo de novo. Avise a TI e envie o original guardado no arquivo morto.",
        "Do not drop the file again. Tell IT and send them the archived original.")
    case .layoutUnknown:
      Text(
        "O layout do arquivo não foi reconhecido", "The layout of the file was not recognised",
        "Confira se o arquivo é de uma operação integrada e se a versão do layout é a combinada.",
        "Check that the file belongs to an integrated operation and that its layout version is the agreed one.")
    case .layoutWrongWay:
      Text(
        "O arquivo está na pasta do sistema errado", "The file is in the wrong system's folder",
        "Grave o arquivo na pasta de entrada do sistema que o gerou.",
        "Drop the file into the inbox of the system that wrote it.")
    case .textInvalidByte:
      Text(
        "Há um byte que não existe na codificação do arquivo", "A byte does not exist in the file's encoding",
        "Gere o arquivo na codificação combinada (TXT: Windows-1252; XML: a declarada na primeira linha).",
        "Export the file in the agreed encoding (TXT: Windows-1252; XML: the one that its first line declares).")
    case .textControlCharacter:
      Text(
        "Há um caractere de controle no texto", "There is a control character in the text",
        "Apague o caractere no cadastro ou no campo de origem e gere o arquivo de novo.",
        "Remove the character at its source and export the file again.")
    case .textLineEndsMixed:
      Text(
        "O arquivo mistura fins de linha diferentes", "The file mixes different line ends",
        "Confira se o arquivo foi editado à mão; o programa que gera o arquivo deve usar um só fim de linha.",
        "Check whether the file was edited by hand; its writer should use one line end.")
    case .textEncodingUnsupported:
      Text(
        "A codificação declarada não é aceita", "The declared encoding is not accepted",
        "Gere o XML em UTF-8.",
        "Export the XML in UTF-8.")
    case .xmlDoctype:
      Text(
        "O XML contém DOCTYPE, que não é aceito", "The XML contains a DOCTYPE, which is not accepted",
        "Gere o XML sem DOCTYPE e sem entidades próprias.",
        "Export the XML without a DOCTYPE and without entities of its own.")
    case .xmlMalformed:
      Text(
        "O XML está malformado", "The XML is malformed",
        "Gere o arquivo de novo; se repetir, avise a TI do sistema de origem.",
        "Export the file again; if it repeats, tell the sending system's IT.")
    case .xmlTooDeep:
      Text(
        "O XML tem elementos aninhados demais", "The XML is nested too deeply",
        "Avise a TI do sistema de origem: nenhuma mensagem combinada tem essa profundidade.",
        "Tell the sending system's IT: no agreed message is that deep.")
    case .xmlTooManyAttributes:
      Text(
        "Um elemento do XML tem atributos demais", "An element of the XML has too many attributes",
        "Avise a TI do sistema de origem.",
        "Tell the sending system's IT.")
    case .xmlTooManyNames:
      Text(
        "O XML tem nomes diferentes demais", "The XML has too many different names",
        "Avise a TI do sistema de origem.",
        "Tell the sending system's IT.")
    case .xmlTokenTooLong:
      Text(
        "Um trecho do XML é longo demais", "A piece of the XML is too long",
        "Avise a TI do sistema de origem.",
        "Tell the sending system's IT.")
    case .xmlUnknownElement:
      Text(
        "Um elemento que o layout não conhece foi deixado de lado",
        "An element that the layout does not know was left aside",
        "Nada a fazer. Se o dado for necessário, registre a mudança do layout (MIT006).",
        "Nothing to do. If the value is needed, register a change of the layout (MIT006).")
    case .xmlRepeatedElement:
      Text(
        "Um elemento que só pode aparecer uma vez está repetido", "An element that may appear only once is repeated",
        "Deixe só um dos elementos e gere o arquivo de novo.",
        "Keep only one of the elements and export the file again.")
    case .xmlStructure:
      Text(
        "A estrutura do XML não é a do layout", "The structure of the XML is not the layout's",
        "Compare o arquivo com o layout combinado; avise a TI do sistema de origem.",
        "Compare the file with the agreed layout; tell the sending system's IT.")
    case .recordUnknown:
      Text(
        "O tipo de registro não existe no layout", "The record type does not exist in the layout",
        "Confira os primeiros caracteres da linha e a versão do layout.",
        "Check the first characters of the line and the layout version.")
    case .recordLength:
      Text(
        "A linha não tem o tamanho do layout", "The line does not have the layout's length",
        "Confira se falta ou sobra algum campo na linha.",
        "Check whether a field is missing from the line or was added to it.")
    case .recordMisplaced:
      Text(
        "O registro está fora do lugar", "The record is out of place",
        "Confira a ordem dos registros no arquivo.",
        "Check the order of the records in the file.")
    case .recordMissing:
      Text(
        "Falta um registro obrigatório", "A required record is missing",
        "Inclua o registro e gere o arquivo de novo.",
        "Add the record and export the file again.")
    case .recordTooMany:
      Text(
        "Há registros demais deste tipo", "There are too many records of this type",
        "Divida o documento ou confira se o registro foi repetido.",
        "Split the document, or check whether the record was repeated.")
    case .recordNumber:
      Text(
        "A numeração das linhas não está em ordem crescente", "The line numbers do not ascend",
        "Confira se alguma linha foi trocada ou repetida.",
        "Check whether a line was swapped or repeated.")
    case .headerMissing:
      Text(
        "Falta o registro de cabeçalho", "The header record is missing",
        "Gere o arquivo de novo, com o cabeçalho.",
        "Export the file again, with its header.")
    case .trailerMissing:
      Text(
        "Falta o registro de fechamento", "The trailer record is missing",
        "O arquivo pode ter sido cortado. Gere e grave o arquivo de novo.",
        "The file may have been cut. Export and drop it again.")
    case .trailerCount:
      Text(
        "A quantidade de registros não confere com o fechamento", "The number of records differs from the trailer",
        "Confira se o arquivo foi cortado ou editado; gere o arquivo de novo.",
        "Check whether the file was cut or edited; export it again.")
    case .trailerTotal:
      Text(
        "O total de controle não confere com o fechamento", "The control total differs from the trailer",
        "Confira os valores das linhas; gere o arquivo de novo.",
        "Check the values of the lines; export the file again.")
    case .trailerUnchecked:
      Text(
        "Os totais de controle vieram em branco e não foram conferidos",
        "The control totals are blank and were not checked",
        "Nada a fazer em arquivo corrigido à mão; o sistema de origem deve sempre informar os totais.",
        "Nothing to do for a file corrected by hand; the sending system should always give the totals.")
    case .fieldMissing:
      Text(
        "Falta um campo obrigatório", "A required field is missing",
        "Preencha o campo no sistema de origem e gere o arquivo de novo.",
        "Fill in the field in the sending system and export the file again.")
    case .fieldTooLong:
      Text(
        "O valor é maior que o campo", "The value is longer than the field",
        "Encurte o valor na origem; nada é cortado na integração.",
        "Shorten the value at its source; the integration never cuts.")
    case .fieldNotANumber:
      Text(
        "O valor não é um número no formato do layout", "The value is not a number in the layout's format",
        "Corrija o valor no sistema de origem.",
        "Correct the value in the sending system.")
    case .fieldTooManyDigits:
      Text(
        "O número tem dígitos inteiros demais", "The number has too many integer digits",
        "Confira a quantidade; se estiver certa, o tamanho do campo precisa ser revisto (MIT006).",
        "Check the quantity; if it is right, the field's size needs review (MIT006).")
    case .fieldTooManyDecimals:
      Text(
        "O número tem casas decimais demais", "The number has too many decimals",
        "Arredonde o valor na origem; nada é arredondado na integração.",
        "Round the value at its source; the integration never rounds.")
    case .fieldNotADate:
      Text(
        "A data não existe ou está em outro formato", "The date does not exist or is in another format",
        "Corrija a data no sistema de origem.",
        "Correct the date in the sending system.")
    case .fieldNotATime:
      Text(
        "A hora não existe ou está em outro formato", "The time does not exist or is in another format",
        "Corrija a hora no sistema de origem.",
        "Correct the time in the sending system.")
    case .fieldNotInList:
      Text(
        "O código não está na lista combinada", "The code is not in the agreed list",
        "Use um dos códigos da lista, ou registre o código novo (MIT006).",
        "Use one of the listed codes, or register the new one (MIT006).")
    case .fieldNotConstant:
      Text(
        "O valor fixo do layout está diferente", "The layout's fixed value differs",
        "Confira a versão do layout e a posição dos campos na linha.",
        "Check the layout version and the positions of the fields in the line.")
    case .fieldMisaligned:
      Text(
        "O valor está fora da sua posição", "The value is out of its position",
        "Alinhe textos à esquerda e números à direita com zeros, como no layout.",
        "Align texts left and numbers right with zeros, as the layout says.")
    case .siteCompany:
      Text(
        "A empresa do arquivo não é a desta instalação", "The company in the file is not this site's",
        "Confira em que empresa o documento foi gerado.",
        "Check in which company the document was made.")
    case .siteBranch:
      Text(
        "A filial do arquivo não é desta instalação", "The branch in the file is not this site's",
        "Confira em que filial o documento foi gerado.",
        "Check in which branch the document was made.")
    case .siteEnvironment:
      Text(
        "O arquivo é de outro ambiente (teste ou produção)",
        "The file belongs to another environment (test or production)",
        "Grave arquivos de teste só na instalação de teste.",
        "Drop test files into the test site only.")
    case .sequenceRepeated:
      Text(
        "O número sequencial do arquivo já foi usado", "The file's sequence number was used before",
        "Confira se o arquivo foi enviado duas vezes.",
        "Check whether the file was sent twice.")
    case .sequenceGap:
      Text(
        "Falta um arquivo na sequência", "A file of the sequence is missing",
        "Confira no sistema de origem se algum arquivo deixou de ser gravado.",
        "Check in the sending system whether a file was not dropped.")
    case .documentDivergent:
      Text(
        "Já foi aceito outro documento com esta identificação e conteúdo diferente",
        "Another document with this id and other content was accepted before",
        "Se for um lançamento novo, use outra identificação; se for correção, estorne o primeiro.",
        "If it is a new posting, give it another id; if it is a correction, reverse the first one.")
    case .documentNotAlone:
      Text(
        "O documento foi recusado junto com o arquivo", "The document was rejected together with its file",
        "Corrija o que o relatório aponta no arquivo e grave o arquivo inteiro de novo.",
        "Correct what the report names in the file and drop the whole file again.")
    case .receiptUnknown:
      Text(
        "O retorno não fala de nada que se tenha entregue", "The receipt is for nothing that was handed over",
        "Confira no sistema que o enviou a que mensagem ele responde.",
        "Check in the system that sent it which message it answers.")
    case .rulePositive:
      Text(
        "O valor precisa ser maior que zero", "The value must be greater than zero",
        "Corrija o valor no sistema de origem.",
        "Correct the value in the sending system.")
    case .ruleAnyPositive:
      Text(
        "Todos os valores estão zerados", "All the values are zero",
        "Informe ao menos um valor maior que zero.",
        "Give at least one value greater than zero.")
    case .ruleZero:
      Text(
        "O valor precisa ser zero", "The value must be zero",
        "Deixe o valor zerado ou em branco.",
        "Leave the value zero or blank.")
    case .ruleSum:
      Text(
        "A soma das linhas não confere com o total", "The sum of the lines differs from the total",
        "Confira as linhas e o total no sistema de origem.",
        "Check the lines and the total in the sending system.")
    case .ruleCount:
      Text(
        "O número de linhas não confere com o total", "The number of lines differs from the total",
        "Confira se falta ou sobra alguma linha, e o total, no sistema de origem.",
        "Check in the sending system whether a line is missing or too many, and the total.")
    case .ruleOrdered:
      Text(
        "Dois valores estão na ordem errada", "Two values are in the wrong order",
        "Corrija um dos dois valores no sistema de origem.",
        "Correct one of the two values in the sending system.")
    case .ruleUnique:
      Text(
        "O valor está repetido e não poderia", "The value is repeated and may not be",
        "Deixe só uma linha com esse valor.",
        "Keep only one line with that value.")
    case .ruleDifferent:
      Text(
        "Dois valores que precisam ser diferentes são iguais", "Two values that must differ are equal",
        "Corrija um dos dois valores.",
        "Correct one of the two values.")
    case .ruleCheckDigit:
      Text(
        "O dígito verificador não confere", "The check digit is wrong",
        "Confira o número no documento de origem: há um caractere trocado, a mais ou a menos.",
        "Compare the number with its original: a character is wrong, missing or too many.")
    case .ruleRequired:
      Text(
        "Falta um campo que este tipo de documento exige", "A field that this kind of document needs is missing",
        "Preencha o campo no sistema de origem e gere o arquivo de novo.",
        "Fill in the field in the sending system and export the file again.")
    case .ruleForbidden:
      Text(
        "O campo não pode vir neste tipo de documento", "The field may not be given in this kind of document",
        "Deixe o campo em branco.",
        "Leave the field blank.")
    case .targetTooLong:
      Text(
        "O valor não cabe no campo do sistema de destino", "The value does not fit the destination's field",
        "Encurte o valor na origem; nada é cortado na integração.",
        "Shorten the value at its source; the integration never cuts.")
    case .targetCharacter:
      Text(
        "O sistema de destino não aceita um caractere do texto",
        "The destination cannot hold a character of the text",
        "Troque o caractere na origem; nada é trocado por “?” na integração.",
        "Replace the character at its source; the integration never writes “?”.")
    case .targetMissing:
      Text(
        "Falta um campo que o sistema de destino exige", "A field that the destination needs is missing",
        "Preencha o campo no sistema de origem e gere o arquivo de novo.",
        "Fill in the field in the sending system and export the file again.")
    case .targetTooMany:
      Text(
        "Há linhas demais para o layout de destino", "There are too many lines for the destination's layout",
        "Divida o documento no sistema de origem.",
        "Split the document in the sending system.")
    case .targetNoCode:
      Text(
        "O código não tem equivalente no sistema de destino", "The code has no counterpart in the destination",
        "Registre o código na tabela do layout (MIT006).",
        "Register the code in the layout's table (MIT006).")
    }
  }
}
