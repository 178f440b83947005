#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

// Where libxml2's complaints go in place of standard error. `detail` is the column of a parser's complaint, the
// position in the expression of XPath's.
struct gonogo_error_sink {
    void (*take)(void *context, int line, int detail, const char *message);
    void *context;
};

// The parameter became const in 2.12.
#if LIBXML_VERSION >= 21200
typedef const xmlError gonogo_xml_error;
#else
typedef xmlError gonogo_xml_error;
#endif

// Older versions report what is wrong with an XPath expression by number alone.
static inline const char *gonogo_xpath_message(int code) {
    switch (code) {
    case XML_XPATH_UNFINISHED_LITERAL_ERROR: return "a text lacks its closing quote";
    case XML_XPATH_VARIABLE_REF_ERROR:
    case XML_XPATH_UNDEF_VARIABLE_ERROR: return "there are no XPath variables here";
    case XML_XPATH_INVALID_PREDICATE_ERROR: return "the condition in [ ] is not complete";
    case XML_XPATH_UNKNOWN_FUNC_ERROR: return "there is no such function";
    case XML_XPATH_INVALID_TYPE: return "a value has the wrong type";
    case XML_XPATH_INVALID_ARITY: return "a function has the wrong number of arguments";
    case XML_XPATH_UNDEF_PREFIX_ERROR: return "the namespace prefix is not declared";
    case XML_XPATH_MEMORY_ERROR: return "out of memory";
    default: return "the expression does not go on like this";
    }
}

static inline void gonogo_forward_error(void *data, gonogo_xml_error *error) {
    const struct gonogo_error_sink *sink = (const struct gonogo_error_sink *)data;
    if (sink == NULL || error == NULL) return;
    const int detail = error->domain == XML_FROM_XPATH ? error->int1 : error->int2;
    const int is_nameless = error->message == NULL && error->domain == XML_FROM_XPATH;
    sink->take(sink->context, error->line, detail, is_nameless ? gonogo_xpath_message(error->code) : error->message);
}

// A parser hands over itself: its private pointer holds the sink. An undeclared prefix is still well-formed XML.
static inline void gonogo_forward_parser_error(void *data, gonogo_xml_error *error) {
    if (error != NULL && error->level >= XML_ERR_ERROR && error->code != XML_NS_ERR_UNDEFINED_NAMESPACE)
        gonogo_forward_error(((xmlParserCtxtPtr)data)->_private, error);
}

// A declared entity ends the parse: what is never declared can't expand.
static inline void gonogo_refuse_entity(
    void *data, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content) {
    xmlParserCtxtPtr context = (xmlParserCtxtPtr)data;
    const struct gonogo_error_sink *sink = (const struct gonogo_error_sink *)context->_private;
    const int line = context->input == NULL ? 0 : context->input->line;
    sink->take(sink->context, line, 0, "the document declares entities, which are not allowed");
    xmlStopParser(context);
}

static inline void gonogo_prepare_parser(xmlParserCtxtPtr context, struct gonogo_error_sink *sink) {
    context->_private = sink;
    context->sax->serror = gonogo_forward_parser_error;
    context->sax->entityDecl = gonogo_refuse_entity;
    context->sax->unparsedEntityDecl = NULL;
}

static inline void gonogo_set_xpath_sink(xmlXPathContextPtr context, struct gonogo_error_sink *sink) {
    context->userData = sink;
    context->error = gonogo_forward_error;
}

static inline void gonogo_set_schema_parser_sink(xmlSchemaParserCtxtPtr context, struct gonogo_error_sink *sink) {
    xmlSchemaSetParserStructuredErrors(context, gonogo_forward_error, sink);
}

static inline void gonogo_set_schema_sink(xmlSchemaValidCtxtPtr context, struct gonogo_error_sink *sink) {
    xmlSchemaSetValidStructuredErrors(context, gonogo_forward_error, sink);
}

static inline void gonogo_ignore(void *context, const char *format, ...) {}

// Some complaints go to standard error past every sink; libxml2 keeps this setting for each thread.
static inline void gonogo_silence(void) { xmlSetGenericErrorFunc(NULL, gonogo_ignore); }

// xmlFree is a variable, which Swift can't know to be constant.
static inline void gonogo_xml_free(void *memory) { xmlFree(memory); }
