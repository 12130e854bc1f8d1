/* Loads an FMU (FMI 3.0) and steps it three times: a program that is no Python. */
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef void *instance;
typedef instance (*instantiate)(const char *, const char *, const char *, bool, bool, bool, bool,
                                const uint32_t *, size_t, void *, void *, void *);
typedef int (*enter)(instance, bool, double, double, bool, double);
typedef int (*leave)(instance);
typedef int (*step)(instance, double, double, bool, bool *, bool *, bool *, double *);
typedef int (*get)(instance, const uint32_t *, size_t, double *, size_t);
typedef void (*release)(instance);

static void note(void *environment, int status, const char *category, const char *message) {
  (void)environment, (void)category;
  fprintf(stderr, "%d %s\n", status, message);
}

int main(int count, char **given) { /* library, token, resources, value reference */
  void *library = count == 5 ? dlopen(given[1], RTLD_NOW) : NULL;
  if (!library) return fprintf(stderr, "%s\n", dlerror()), 1;
  instance one = ((instantiate)dlsym(library, "fmi3InstantiateCoSimulation"))(
      "one", given[2], given[3], false, false, false, false, NULL, 0, NULL, note, NULL);
  if (!one) return 2;
  ((enter)dlsym(library, "fmi3EnterInitializationMode"))(one, false, 0, 0, false, 0);
  ((leave)dlsym(library, "fmi3ExitInitializationMode"))(one);
  uint32_t reference = (uint32_t)atoi(given[4]);
  for (int k = 0; k < 3; k++) {
    bool event, ended, early;
    double last, value;
    int status = ((step)dlsym(library, "fmi3DoStep"))(one, 10.0 * k, 10.0, true, &event, &ended,
                                                     &early, &last);
    ((get)dlsym(library, "fmi3GetFloat64"))(one, &reference, 1, &value, 1);
    printf("%d %g %.17g\n", status, last, value);
  }
  ((release)dlsym(library, "fmi3FreeInstance"))(one);
  return 0;
}
