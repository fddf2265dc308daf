/* Hashes a password for each line that it reads, and writes how many nanoseconds that took: the same work as
   bench/src/bin/hash.rs, by Debian's library. */
#include <argon2.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

int main(void) {
    const char *password = "violet trombone under the stairs";
    const unsigned char salt[16] = "a salt of its  ";
    char line[16], encoded[128];
    struct timespec from, to;
    while (fgets(line, sizeof line, stdin)) {
        clock_gettime(CLOCK_MONOTONIC, &from);
        if (argon2id_hash_encoded(2, 19 * 1024, 1, password, strlen(password), salt, sizeof salt, 32, encoded,
                                  sizeof encoded) != ARGON2_OK)
            return 1;
        clock_gettime(CLOCK_MONOTONIC, &to);
        printf("%lld\n", (to.tv_sec - from.tv_sec) * 1000000000LL + to.tv_nsec - from.tv_nsec);
        fflush(stdout);
    }
    return 0;
}
