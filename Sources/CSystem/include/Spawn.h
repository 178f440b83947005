// Starting child processes: what the C library offers only under a feature macro that Swift does not set.
#pragma once
#include <spawn.h>

#if defined(__linux__)
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
#endif

/// Makes the child start in `path`.
static inline int sys_spawn_chdir(posix_spawn_file_actions_t *actions, const char *path) {
    return posix_spawn_file_actions_addchdir_np(actions, path);
}

#if defined(__linux__)
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
#endif

/// Keeps descriptors from `first` on out of the child, whoever opened them and however; a flag for `attributes` does
/// the same where there is no such action.
static inline int sys_spawn_close_from(posix_spawn_file_actions_t *actions, int first, short *flags) {
#if defined(__linux__)
    (void)flags;
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
#else
    (void)actions;
    (void)first;
    *flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
    return 0;
#endif
}
