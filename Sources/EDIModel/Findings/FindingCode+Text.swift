extension FindingCode {
  /// What a finding says whatever its place: what is wrong, and what to do about it.
  public struct Text: Sendable {
    /// One sentence without its full stop.
    public let title: Bilingual
    /// The next step, for the person who reads the report.
    public let remedy: Bilingual
  }

  /// The texts of this code.
  public var text: Text {
    switch self {
    case .fileEmpty:
      Text(
        title: Bilingual(
          pt: "O arquivo está vazio",
          en: "The file is empty"),
        remedy: Bilingual(
          pt: "Gere o arquivo de novo no sistema de origem.",
          en: "Export the file again from the sending system."))
    case .fileTooLarge:
      Text(
        title: Bilingual(
          pt: "O arquivo é maior que o limite",
          en: "The file is larger than the limit"),
        remedy: Bilingual(
          pt: "Divida o arquivo ou peça à TI para rever o limite em malote.yaml.",
          en: "Split the file, or ask IT to review the limit in malote.yaml."))
    case .fileIncomplete:
      Text(
        title: Bilingual(
          pt: "O arquivo chegou incompleto",
          en: "The file arrived incomplete"),
        remedy: Bilingual(
          pt: "Verifique se a gravação terminou e grave o arquivo inteiro de novo.",
          en: "Check that writing had finished and drop the whole file again."))
    case .fileCrashedReader:
      Text(
        title: Bilingual(
          pt: "A leitura deste arquivo derrubou o programa três vezes",
          en: "Reading this file stopped the program three times"),
        remedy: Bilingual(
          pt: "Não grave o arquivo de novo. Avise a TI e envie o original guardado no arquivo morto.",
          en: "Do not drop the file again. Tell IT and send them the archived original."))
    case .layoutUnknown:
      Text(
        title: Bilingual(
          pt: "O layout do arquivo não foi reconhecido",
          en: "The layout of the file was not recognised"),
        remedy: Bilingual(
          pt: "Confira se o arquivo é de uma operação integrada e se a versão do layout é a combinada.",
          en: "Check that the file belongs to an integrated operation and that its layout version is the agreed one."))
    case .layoutWrongWay:
      Text(
        title: Bilingual(
          pt: "O arquivo está na pasta do sistema errado",
          en: "The file is in the wrong system's folder"),
        remedy: Bilingual(
          pt: "Grave o arquivo na pasta de entrada do sistema que o gerou.",
          en: "Drop the file into the inbox of the system that wrote it."))
    case .textInvalidByte:
      Text(
        title: Bilingual(
          pt: "Há um byte que não existe na codificação do arquivo",
          en: "A byte does not exist in the file's encoding"),
        remedy: Bilingual(
          pt: "Gere o arquivo na codificação combinada (TXT: Windows-1252; XML: a declarada na primeira linha).",
          en: "Export the file in the agreed encoding (TXT: Windows-1252; XML: the one that its first line declares)."))
    case .textControlCharacter:
      Text(
        title: Bilingual(
          pt: "Há um caractere de controle no texto",
          en: "There is a control character in the text"),
        remedy: Bilingual(
          pt: "Apague o caractere no cadastro ou no campo de origem e gere o arquivo de novo.",
          en: "Remove the character at its source and export the file again."))
    case .textLineEndsMixed:
      Text(
        title: Bilingual(
          pt: "O arquivo mistura fins de linha diferentes",
          en: "The file mixes different line ends"),
        remedy: Bilingual(
          pt: "Confira se o arquivo foi editado à mão; o programa que gera o arquivo deve usar um só fim de linha.",
          en: "Check whether the file was edited by hand; its writer should use one line end."))
    case .textEncodingUnsupported:
      Text(
        title: Bilingual(
          pt: "A codificação declarada não é aceita",
          en: "The declared encoding is not accepted"),
        remedy: Bilingual(
          pt: "Gere o XML em UTF-8.",
          en: "Export the XML in UTF-8."))
    case .xmlDoctype:
      Text(
        title: Bilingual(
          pt: "O XML contém DOCTYPE, que não é aceito",
          en: "The XML contains a DOCTYPE, which is not accepted"),
        remedy: Bilingual(
          pt: "Gere o XML sem DOCTYPE e sem entidades próprias.",
          en: "Export the XML without a DOCTYPE and without entities of its own."))
    case .xmlMalformed:
      Text(
        title: Bilingual(
          pt: "O XML está malformado",
          en: "The XML is malformed"),
        remedy: Bilingual(
          pt: "Gere o arquivo de novo; se repetir, avise a TI do sistema de origem.",
          en: "Export the file again; if it repeats, tell the sending system's IT."))
    case .xmlTooDeep:
      Text(
        title: Bilingual(
          pt: "O XML tem elementos aninhados demais",
          en: "The XML is nested too deeply"),
        remedy: Bilingual(
          pt: "Avise a TI do sistema de origem: nenhuma mensagem combinada tem essa profundidade.",
          en: "Tell the sending system's IT: no agreed message is that deep."))
    case .xmlTooManyAttributes:
      Text(
        title: Bilingual(
          pt: "Um elemento do XML tem atributos demais",
          en: "An element of the XML has too many attributes"),
        remedy: Bilingual(
          pt: "Avise a TI do sistema de origem.",
          en: "Tell the sending system's IT."))
    case .xmlTokenTooLong:
      Text(
        title: Bilingual(
          pt: "Um trecho do XML é longo demais",
          en: "A piece of the XML is too long"),
        remedy: Bilingual(
          pt: "Avise a TI do sistema de origem.",
          en: "Tell the sending system's IT."))
    case .xmlUnknownElement:
      Text(
        title: Bilingual(
          pt: "Um elemento que o layout não conhece foi deixado de lado",
          en: "An element that the layout does not know was left aside"),
        remedy: Bilingual(
          pt: "Nada a fazer. Se o dado for necessário, registre a mudança do layout (MIT006).",
          en: "Nothing to do. If the value is needed, register a change of the layout (MIT006)."))
    case .xmlRepeatedElement:
      Text(
        title: Bilingual(
          pt: "Um elemento que só pode aparecer uma vez está repetido",
          en: "An element that may appear only once is repeated"),
        remedy: Bilingual(
          pt: "Deixe só um dos elementos e gere o arquivo de novo.",
          en: "Keep only one of the elements and export the file again."))
    case .xmlStructure:
      Text(
        title: Bilingual(
          pt: "A estrutura do XML não é a do layout",
          en: "The structure of the XML is not the layout's"),
        remedy: Bilingual(
          pt: "Compare o arquivo com o layout combinado; avise a TI do sistema de origem.",
          en: "Compare the file with the agreed layout; tell the sending system's IT."))
    case .recordUnknown:
      Text(
        title: Bilingual(
          pt: "O tipo de registro não existe no layout",
          en: "The record type does not exist in the layout"),
        remedy: Bilingual(
          pt: "Confira os primeiros caracteres da linha e a versão do layout.",
          en: "Check the first characters of the line and the layout version."))
    case .recordLength:
      Text(
        title: Bilingual(
          pt: "A linha não tem o tamanho do layout",
          en: "The line does not have the layout's length"),
        remedy: Bilingual(
          pt: "Confira se falta ou sobra algum campo na linha.",
          en: "Check whether a field is missing from the line or was added to it."))
    case .recordMisplaced:
      Text(
        title: Bilingual(
          pt: "O registro está fora do lugar",
          en: "The record is out of place"),
        remedy: Bilingual(
          pt: "Confira a ordem dos registros no arquivo.",
          en: "Check the order of the records in the file."))
    case .recordMissing:
      Text(
        title: Bilingual(
          pt: "Falta um registro obrigatório",
          en: "A required record is missing"),
        remedy: Bilingual(
          pt: "Inclua o registro e gere o arquivo de novo.",
          en: "Add the record and export the file again."))
    case .recordTooMany:
      Text(
        title: Bilingual(
          pt: "Há registros demais deste tipo",
          en: "There are too many records of this type"),
        remedy: Bilingual(
          pt: "Divida o documento ou confira se o registro foi repetido.",
          en: "Split the document, or check whether the record was repeated."))
    case .recordNumber:
      Text(
        title: Bilingual(
          pt: "A numeração das linhas não está em ordem crescente",
          en: "The line numbers do not ascend"),
        remedy: Bilingual(
          pt: "Confira se alguma linha foi trocada ou repetida.",
          en: "Check whether a line was swapped or repeated."))
    case .headerMissing:
      Text(
        title: Bilingual(
          pt: "Falta o registro de cabeçalho",
          en: "The header record is missing"),
        remedy: Bilingual(
          pt: "Gere o arquivo de novo, com o cabeçalho.",
          en: "Export the file again, with its header."))
    case .trailerMissing:
      Text(
        title: Bilingual(
          pt: "Falta o registro de fechamento",
          en: "The trailer record is missing"),
        remedy: Bilingual(
          pt: "O arquivo pode ter sido cortado. Gere e grave o arquivo de novo.",
          en: "The file may have been cut. Export and drop it again."))
    case .trailerCount:
      Text(
        title: Bilingual(
          pt: "A quantidade de registros não confere com o fechamento",
          en: "The number of records differs from the trailer"),
        remedy: Bilingual(
          pt: "Confira se o arquivo foi cortado ou editado; gere o arquivo de novo.",
          en: "Check whether the file was cut or edited; export it again."))
    case .trailerTotal:
      Text(
        title: Bilingual(
          pt: "O total de controle não confere com o fechamento",
          en: "The control total differs from the trailer"),
        remedy: Bilingual(
          pt: "Confira os valores das linhas; gere o arquivo de novo.",
          en: "Check the values of the lines; export the file again."))
    case .trailerUnchecked:
      Text(
        title: Bilingual(
          pt: "Os totais de controle vieram em branco e não foram conferidos",
          en: "The control totals are blank and were not checked"),
        remedy: Bilingual(
          pt: "Nada a fazer em arquivo corrigido à mão; o sistema de origem deve sempre informar os totais.",
          en: "Nothing to do for a file corrected by hand; the sending system should always give the totals."))
    case .fieldMissing:
      Text(
        title: Bilingual(
          pt: "Falta um campo obrigatório",
          en: "A required field is missing"),
        remedy: Bilingual(
          pt: "Preencha o campo no sistema de origem e gere o arquivo de novo.",
          en: "Fill in the field in the sending system and export the file again."))
    case .fieldTooLong:
      Text(
        title: Bilingual(
          pt: "O valor é maior que o campo",
          en: "The value is longer than the field"),
        remedy: Bilingual(
          pt: "Encurte o valor na origem; nada é cortado na integração.",
          en: "Shorten the value at its source; the integration never cuts."))
    case .fieldNotANumber:
      Text(
        title: Bilingual(
          pt: "O valor não é um número no formato do layout",
          en: "The value is not a number in the layout's format"),
        remedy: Bilingual(
          pt: "Corrija o valor no sistema de origem.",
          en: "Correct the value in the sending system."))
    case .fieldTooManyDigits:
      Text(
        title: Bilingual(
          pt: "O número tem dígitos inteiros demais",
          en: "The number has too many integer digits"),
        remedy: Bilingual(
          pt: "Confira a quantidade; se estiver certa, o tamanho do campo precisa ser revisto (MIT006).",
          en: "Check the quantity; if it is right, the field's size needs review (MIT006)."))
    case .fieldTooManyDecimals:
      Text(
        title: Bilingual(
          pt: "O número tem casas decimais demais",
          en: "The number has too many decimals"),
        remedy: Bilingual(
          pt: "Arredonde o valor na origem; nada é arredondado na integração.",
          en: "Round the value at its source; the integration never rounds."))
    case .fieldNotADate:
      Text(
        title: Bilingual(
          pt: "A data não existe ou está em outro formato",
          en: "The date does not exist or is in another format"),
        remedy: Bilingual(
          pt: "Corrija a data no sistema de origem.",
          en: "Correct the date in the sending system."))
    case .fieldNotATime:
      Text(
        title: Bilingual(
          pt: "A hora não existe ou está em outro formato",
          en: "The time does not exist or is in another format"),
        remedy: Bilingual(
          pt: "Corrija a hora no sistema de origem.",
          en: "Correct the time in the sending system."))
    case .fieldNotInList:
      Text(
        title: Bilingual(
          pt: "O código não está na lista combinada",
          en: "The code is not in the agreed list"),
        remedy: Bilingual(
          pt: "Use um dos códigos da lista, ou registre o código novo (MIT006).",
          en: "Use one of the listed codes, or register the new one (MIT006)."))
    case .fieldNotConstant:
      Text(
        title: Bilingual(
          pt: "O valor fixo do layout está diferente",
          en: "The layout's fixed value differs"),
        remedy: Bilingual(
          pt: "Confira a versão do layout e a posição dos campos na linha.",
          en: "Check the layout version and the positions of the fields in the line."))
    case .fieldMisaligned:
      Text(
        title: Bilingual(
          pt: "O valor está fora da sua posição",
          en: "The value is out of its position"),
        remedy: Bilingual(
          pt: "Alinhe textos à esquerda e números à direita com zeros, como no layout.",
          en: "Align texts left and numbers right with zeros, as the layout says."))
    case .siteCompany:
      Text(
        title: Bilingual(
          pt: "A empresa do arquivo não é a desta instalação",
          en: "The company in the file is not this site's"),
        remedy: Bilingual(
          pt: "Confira em que empresa o documento foi gerado.",
          en: "Check in which company the document was made."))
    case .siteBranch:
      Text(
        title: Bilingual(
          pt: "A filial do arquivo não é desta instalação",
          en: "The branch in the file is not this site's"),
        remedy: Bilingual(
          pt: "Confira em que filial o documento foi gerado.",
          en: "Check in which branch the document was made."))
    case .siteEnvironment:
      Text(
        title: Bilingual(
          pt: "O arquivo é de outro ambiente (teste ou produção)",
          en: "The file belongs to another environment (test or production)"),
        remedy: Bilingual(
          pt: "Grave arquivos de teste só na instalação de teste.",
          en: "Drop test files into the test site only."))
    case .sequenceRepeated:
      Text(
        title: Bilingual(
          pt: "O número sequencial do arquivo já foi usado",
          en: "The file's sequence number was used before"),
        remedy: Bilingual(
          pt: "Confira se o arquivo foi enviado duas vezes.",
          en: "Check whether the file was sent twice."))
    case .sequenceGap:
      Text(
        title: Bilingual(
          pt: "Falta um arquivo na sequência",
          en: "A file of the sequence is missing"),
        remedy: Bilingual(
          pt: "Confira no sistema de origem se algum arquivo deixou de ser gravado.",
          en: "Check in the sending system whether a file was not dropped."))
    case .documentDivergent:
      Text(
        title: Bilingual(
          pt: "Já foi aceito outro documento com esta identificação e conteúdo diferente",
          en: "Another document with this id and other content was accepted before"),
        remedy: Bilingual(
          pt: "Se for um lançamento novo, use outra identificação; se for correção, estorne o primeiro.",
          en: "If it is a new posting, give it another id; if it is a correction, reverse the first one."))
    case .documentNotAlone:
      Text(
        title: Bilingual(
          pt: "O documento foi recusado junto com o arquivo",
          en: "The document was rejected together with its file"),
        remedy: Bilingual(
          pt: "Corrija o que o relatório aponta no arquivo e grave o arquivo inteiro de novo.",
          en: "Correct what the report names in the file and drop the whole file again."))
    case .rulePositive:
      Text(
        title: Bilingual(
          pt: "O valor precisa ser maior que zero",
          en: "The value must be greater than zero"),
        remedy: Bilingual(
          pt: "Corrija o valor no sistema de origem.",
          en: "Correct the value in the sending system."))
    case .ruleAnyPositive:
      Text(
        title: Bilingual(
          pt: "Todos os valores estão zerados",
          en: "All the values are zero"),
        remedy: Bilingual(
          pt: "Informe ao menos um valor maior que zero.",
          en: "Give at least one value greater than zero."))
    case .ruleZero:
      Text(
        title: Bilingual(
          pt: "O valor precisa ser zero",
          en: "The value must be zero"),
        remedy: Bilingual(
          pt: "Deixe o valor zerado ou em branco.",
          en: "Leave the value zero or blank."))
    case .ruleSum:
      Text(
        title: Bilingual(
          pt: "A soma das linhas não confere com o total",
          en: "The sum of the lines differs from the total"),
        remedy: Bilingual(
          pt: "Confira as linhas e o total no sistema de origem.",
          en: "Check the lines and the total in the sending system."))
    case .ruleOrdered:
      Text(
        title: Bilingual(
          pt: "Dois valores estão na ordem errada",
          en: "Two values are in the wrong order"),
        remedy: Bilingual(
          pt: "Corrija um dos dois valores no sistema de origem.",
          en: "Correct one of the two values in the sending system."))
    case .ruleUnique:
      Text(
        title: Bilingual(
          pt: "O valor está repetido e não poderia",
          en: "The value is repeated and may not be"),
        remedy: Bilingual(
          pt: "Deixe só uma linha com esse valor.",
          en: "Keep only one line with that value."))
    case .ruleDifferent:
      Text(
        title: Bilingual(
          pt: "Dois valores que precisam ser diferentes são iguais",
          en: "Two values that must differ are equal"),
        remedy: Bilingual(
          pt: "Corrija um dos dois valores.",
          en: "Correct one of the two values."))
    case .ruleRequired:
      Text(
        title: Bilingual(
          pt: "Falta um campo que este tipo de documento exige",
          en: "A field that this kind of document needs is missing"),
        remedy: Bilingual(
          pt: "Preencha o campo no sistema de origem e gere o arquivo de novo.",
          en: "Fill in the field in the sending system and export the file again."))
    case .ruleForbidden:
      Text(
        title: Bilingual(
          pt: "O campo não pode vir neste tipo de documento",
          en: "The field may not be given in this kind of document"),
        remedy: Bilingual(
          pt: "Deixe o campo em branco.",
          en: "Leave the field blank."))
    case .targetTooLong:
      Text(
        title: Bilingual(
          pt: "O valor não cabe no campo do sistema de destino",
          en: "The value does not fit the destination's field"),
        remedy: Bilingual(
          pt: "Encurte o valor na origem; nada é cortado na integração.",
          en: "Shorten the value at its source; the integration never cuts."))
    case .targetCharacter:
      Text(
        title: Bilingual(
          pt: "O sistema de destino não aceita um caractere do texto",
          en: "The destination cannot hold a character of the text"),
        remedy: Bilingual(
          pt: "Troque o caractere na origem; nada é trocado por “?” na integração.",
          en: "Replace the character at its source; the integration never writes “?”."))
    case .targetMissing:
      Text(
        title: Bilingual(
          pt: "Falta um campo que o sistema de destino exige",
          en: "A field that the destination needs is missing"),
        remedy: Bilingual(
          pt: "Preencha o campo no sistema de origem e gere o arquivo de novo.",
          en: "Fill in the field in the sending system and export the file again."))
    case .targetTooMany:
      Text(
        title: Bilingual(
          pt: "Há linhas demais para o layout de destino",
          en: "There are too many lines for the destination's layout"),
        remedy: Bilingual(
          pt: "Divida o documento no sistema de origem.",
          en: "Split the document in the sending system."))
    case .targetNoCode:
      Text(
        title: Bilingual(
          pt: "O código não tem equivalente no sistema de destino",
          en: "The code has no counterpart in the destination"),
        remedy: Bilingual(
          pt: "Registre o código na tabela do layout (MIT006).",
          en: "Register the code in the layout's table (MIT006)."))
    }
  }
}
