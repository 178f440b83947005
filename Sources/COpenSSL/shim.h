#pragma once
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Macros that Swift does not import.

static inline long gonogo_ssl_set_server_name(SSL *ssl, const char *name) {
    return SSL_set_tlsext_host_name(ssl, name);
}

static inline long gonogo_bio_memory(BIO *bio, char **bytes) {
    return BIO_get_mem_data(bio, bytes);
}

// RFC 2253, but UTF-8 left as it is; control characters come escaped.
static inline int gonogo_print_name(BIO *bio, const X509_NAME *name) {
    return X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}

static inline GENERAL_NAMES *gonogo_alternative_names(X509 *certificate) {
    return (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
}

static inline int gonogo_names_count(GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }

// The bytes of a DNS name (kind 2) or an IP address (kind 7); their count, or -1 for other kinds.
static inline int gonogo_name_at(GENERAL_NAMES *names, int index, int *kind, const unsigned char **bytes) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
    if (name == NULL || (name->type != GEN_DNS && name->type != GEN_IPADD)) return -1;
    *kind = name->type;
    const ASN1_STRING *text = name->type == GEN_DNS ? name->d.dNSName : name->d.iPAddress;
    *bytes = ASN1_STRING_get0_data(text);
    return ASN1_STRING_length(text);
}

// MARK: - TLS on a non-blocking socket

static inline long gonogo_ctx_set_min_version(SSL_CTX *context, int version) {
    return SSL_CTX_set_min_proto_version(context, version);
}
// No renegotiation, which only attackers ask for, and no compression, which tells secrets by their length.
static inline void gonogo_ctx_harden(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
}
// The errno value of the call before.
static inline int gonogo_errno(void) { return errno; }
static inline long gonogo_ctx_set_mode(SSL_CTX *context, long mode) { return SSL_CTX_set_mode(context, mode); }
static inline void gonogo_ctx_set_read_ahead(SSL_CTX *context, int on) { SSL_CTX_set_read_ahead(context, on); }
static inline long gonogo_ctx_set_cache_mode(SSL_CTX *context, long mode) {
    return SSL_CTX_set_session_cache_mode(context, mode);
}

// What our own kind of BIO knows: the socket, and whether the last read took all that had come.
typedef struct { int fd; int drained; } gonogo_socket;

static inline int gonogo_socket_write(BIO *bio, const char *bytes, int count) {
    gonogo_socket *socket = (gonogo_socket *)BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
#ifdef __linux__
    int n = (int)send(socket->fd, bytes, (size_t)count, MSG_NOSIGNAL);
#else
    int n = (int)send(socket->fd, bytes, (size_t)count, 0);
#endif
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
    return n;
}

static inline int gonogo_socket_read(BIO *bio, char *bytes, int count) {
    gonogo_socket *socket = (gonogo_socket *)BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    int n = (int)recv(socket->fd, bytes, (size_t)count, 0);
    socket->drained = n < count;
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
    return n;
}

static inline long gonogo_socket_control(BIO *bio, int command, long number, void *pointer) {
    (void)bio; (void)number; (void)pointer;
    return command == BIO_CTRL_FLUSH || command == BIO_CTRL_DUP ? 1 : 0;
}

static inline int gonogo_socket_destroy(BIO *bio) {
    free(BIO_get_data(bio));
    BIO_set_data(bio, NULL);
    return 1;
}

// A kind of BIO that sends without raising SIGPIPE; NULL when there is no memory.
static inline BIO_METHOD *gonogo_socket_method(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "gonogo socket");
    if (method == NULL) return NULL;
    BIO_meth_set_write(method, gonogo_socket_write);
    BIO_meth_set_read(method, gonogo_socket_read);
    BIO_meth_set_ctrl(method, gonogo_socket_control);
    BIO_meth_set_destroy(method, gonogo_socket_destroy);
    return method;
}

// Puts a socket under a connection; 0 when there is no memory. The socket stays its opener's to close.
static inline int gonogo_set_socket(SSL *ssl, BIO_METHOD *method, int fd) {
    BIO *bio = BIO_new(method);
    if (bio == NULL) return 0;
    gonogo_socket *socket = (gonogo_socket *)malloc(sizeof *socket);
    if (socket == NULL) {
        BIO_free(bio);
        return 0;
    }
    socket->fd = fd;
    socket->drained = 1;
    BIO_set_data(bio, socket);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl, bio, bio);
    return 1;
}

// The kernel has announced bytes: until a read finds less than it has room for, there may be more.
static inline void gonogo_note_readable(SSL *ssl) {
    gonogo_socket *socket = (gonogo_socket *)BIO_get_data(SSL_get_rbio(ssl));
    socket->drained = 0;
}

// Whether bytes may have come that SSL_read has not returned and no further event will announce.
static inline int gonogo_may_have_more(SSL *ssl) {
    if (SSL_has_pending(ssl)) return 1;
    gonogo_socket *socket = (gonogo_socket *)BIO_get_data(SSL_get_rbio(ssl));
    return !socket->drained;
}
