#pragma once
#if __has_include(<hiredis/hiredis.h>)
#include <hiredis/hiredis.h>
#else
#include <hiredis.h>
#endif
#include <stdlib.h>

// hiredis' parser of replies with a bound of its own: it allocates a list of any length that a server announces.

#if HIREDIS_MAJOR >= 1
typedef size_t gonogo_redis_count;
#else
typedef int gonogo_redis_count;
#endif

typedef struct gonogo_redis_reader {
    redisReader *reader;
    redisReplyObjectFunctions functions;
    void *(*make_array)(const redisReadTask *, gonogo_redis_count);
    size_t most_elements;
} gonogo_redis_reader;

static inline void *gonogo_redis_bounded_array(const redisReadTask *task, gonogo_redis_count count) {
    const gonogo_redis_reader *mine = (const gonogo_redis_reader *)task->privdata;
    if (mine == NULL || (size_t)count > mine->most_elements) return NULL;
    return mine->make_array(task, count);
}

static inline gonogo_redis_reader *gonogo_redis_reader_make(size_t most_elements) {
    gonogo_redis_reader *mine = (gonogo_redis_reader *)calloc(1, sizeof *mine);
    if (mine == NULL) return NULL;
    mine->reader = redisReaderCreate();
    if (mine->reader == NULL) {
        free(mine);
        return NULL;
    }
    mine->functions = *mine->reader->fn;
    mine->make_array = mine->functions.createArray;
    mine->functions.createArray = gonogo_redis_bounded_array;
    mine->most_elements = most_elements;
    mine->reader->fn = &mine->functions;
    mine->reader->privdata = mine;
    return mine;
}

static inline void gonogo_redis_reader_free(gonogo_redis_reader *mine) {
    redisReaderFree(mine->reader);
    free(mine);
}

// 0 where the parser took them.
static inline int gonogo_redis_reader_feed(gonogo_redis_reader *mine, const char *bytes, size_t count) {
    return redisReaderFeed(mine->reader, bytes, count);
}

// 1 with a reply, 0 where more bytes are needed, -1 for a text that is no reply.
static inline int gonogo_redis_reader_next(gonogo_redis_reader *mine, redisReply **reply) {
    void *found = NULL;
    *reply = NULL;
    if (redisReaderGetReply(mine->reader, &found) != REDIS_OK) return -1;
    *reply = (redisReply *)found;
    return found != NULL;
}

static inline const char *gonogo_redis_reader_problem(gonogo_redis_reader *mine) { return mine->reader->errstr; }
static inline int gonogo_redis_reader_is_full(gonogo_redis_reader *mine) {
    return mine->reader->err == REDIS_ERR_OOM;
}
