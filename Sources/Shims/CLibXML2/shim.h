#pragma once
#include <libxml/xmlversion.h>
// Debian's libxml2 is built with ICU and its headers then pull in ICU's, which are not the ones that Foundation was
// built with: a file that sees both does not compile. Only members of opaque structs depend on it.
#undef LIBXML_ICU_ENABLED
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>
