#pragma once
#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x075700
#error "libcurl 7.87 or newer is needed (CURLOPT_PROTOCOLS_STR, CURLOPT_QUICK_EXIT)"
#endif

// Swift imports no variadic functions: one fixed-type form for each kind of argument.

static inline CURLcode gonogo_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode gonogo_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode gonogo_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode gonogo_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode gonogo_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

// WRITEFUNCTION, HEADERFUNCTION and READFUNCTION share one shape.
typedef size_t (*gonogo_data_function)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode gonogo_set_data_function(CURL *easy, CURLoption option, gonogo_data_function function) {
    return curl_easy_setopt(easy, option, function);
}

typedef int (*gonogo_seek_function)(void *context, curl_off_t offset, int origin);
static inline CURLcode gonogo_set_seek_function(CURL *easy, gonogo_seek_function function) {
    return curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, function);
}

typedef int (*gonogo_progress_function)(
    void *context, curl_off_t download_total, curl_off_t downloaded, curl_off_t upload_total, curl_off_t uploaded);
static inline CURLcode gonogo_set_progress_function(CURL *easy, gonogo_progress_function function) {
    return curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, function);
}

typedef curl_socket_t (*gonogo_socket_function)(void *context, curlsocktype purpose, struct curl_sockaddr *address);
static inline CURLcode gonogo_set_socket_function(CURL *easy, gonogo_socket_function function) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, function);
}

typedef int (*gonogo_prerequest_function)(
    void *context, char *remote, char *local, int remote_port, int local_port);
static inline CURLcode gonogo_set_prerequest_function(CURL *easy, gonogo_prerequest_function function) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, function);
}

typedef CURLcode (*gonogo_tls_function)(CURL *easy, void *tls_context, void *context);
static inline CURLcode gonogo_set_tls_function(CURL *easy, gonogo_tls_function function) {
    return curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, function);
}

static inline CURLcode gonogo_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode gonogo_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode gonogo_get_string(CURL *easy, CURLINFO info, const char **value) {
    return curl_easy_getinfo(easy, info, value);
}

// These macros hide casts that Swift does not import.
static inline int gonogo_socket_family(const struct curl_sockaddr *address) { return address->family; }
static inline int gonogo_socket_type(const struct curl_sockaddr *address) { return address->socktype; }
static inline int gonogo_socket_protocol(const struct curl_sockaddr *address) { return address->protocol; }

// The name and version of libcurl's TLS library, or NULL.
static inline const char *gonogo_tls_version(void) { return curl_version_info(CURLVERSION_NOW)->ssl_version; }
