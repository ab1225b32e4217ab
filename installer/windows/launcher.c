/*
 * Nightjar.exe, and with WINDOWED nightjarw.exe, which has no console: starts the Java that comes with
 * the program, in this same process, so that Windows names Nightjar as what runs, and sends notices.
 * Beside it are app\ (the jars, jvm.options) and runtime\ (Java), as jpackage lays them.
 * Java loads its libraries by names in the system's old code page. From a folder whose name doesn't fit in
 * there (C:\Users\Żółw on a Turkish Windows) it can't run, nor by that folder's short name, which it makes
 * long again: this says so. The user's data may lie in such folders.
 */
#include <jni.h>
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <shellapi.h>

enum { PATH = 4096, MAX_OPTIONS = 64, MAX_OPTION = 32768 };

static void complain(const wchar_t *what, const wchar_t *which) {
  wchar_t text[PATH + 512];
  _snwprintf(text, PATH + 511, what, which);
  text[PATH + 511] = 0;
#ifdef WINDOWED
  MessageBoxW(NULL, text, L"Nightjar", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
#else
  DWORD mode, written;
  HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
  wcscat(text, L"\r\n");
  if (GetConsoleMode(error, &mode)) {
    WriteConsoleW(error, text, (DWORD)wcslen(text), &written, NULL);
  } else {
    char bytes[3 * (PATH + 514)];
    int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
    if (length > 1) WriteFile(error, bytes, (DWORD)length - 1, &written, NULL);
  }
#endif
  exit(1);
}

/* In the code page, if all of it is there: else false. */
static int encode(const wchar_t *text, char *bytes, int size) {
  BOOL replaced = FALSE;
  BOOL utf8 = GetACP() == CP_UTF8;
  int length = WideCharToMultiByte(CP_ACP, utf8 ? 0 : WC_NO_BEST_FIT_CHARS, text, -1, bytes, size, NULL,
                                   utf8 ? NULL : &replaced);
  return length > 0 && !replaced;
}

static void folder(wchar_t *path, const wchar_t *exe) {
  char bytes[PATH];
  wcscpy(path, exe);
  *wcsrchr(path, L'\\') = 0;
  if (!encode(path, bytes, PATH)) {
    complain(L"Nightjar can't run in the folder %ls: Java can't read that name on this Windows. "
             L"Install Nightjar for all users, or unpack it into a folder such as C:\\Nightjar.", path);
  }
}

static JavaVMOption options[MAX_OPTIONS];
static int count;

static void add(const char *option) {
  if (count == MAX_OPTIONS) complain(L"%ls has too many lines.", L"jvm.options");
  options[count++].optionString = _strdup(option);
}

/* One option a line, # begins a remark: what the scripts in bin and jpackage's launchers read, too. */
static void add_options(const wchar_t *program) {
  wchar_t path[PATH];
  char line[1024];
  _snwprintf(path, PATH - 1, L"%ls\\app\\jvm.options", program);
  FILE *file = _wfopen(path, L"r");
  if (file == NULL) complain(L"Nightjar isn't whole: %ls is missing. Install it again.", path);
  while (fgets(line, sizeof line, file) != NULL) {
    line[strcspn(line, "\r\n")] = 0;
    if (line[0] != 0 && line[0] != '#') add(line);
  }
  fclose(file);
}

/* A command is over soon: bin/nightjar says what these are for. */
static void add_options_for(int words, wchar_t **word) {
  static const wchar_t *readers[] = {L"list", L"status", L"prune", L"show"};
  int reads = 0, at = 1;
  while (at < words && word[at][0] == L'-') at += wcscmp(word[at], L"--home") == 0 ? 2 : 1;
  if (at >= words) return;
  for (int reader = 0; reader < 4; reader++) reads |= wcscmp(word[at], readers[reader]) == 0;
  if (reads) add("-XX:TieredStopAtLevel=1");
  if (reads || wcscmp(word[at], L"backup") == 0) add("-Xms40m");
}

static void add_jars(const wchar_t *program) {
  static wchar_t class_path[MAX_OPTION];
  static char option[MAX_OPTION];
  wchar_t pattern[PATH];
  WIN32_FIND_DATAW found;
  wcscpy(class_path, L"-Djava.class.path=");
  _snwprintf(pattern, PATH - 1, L"%ls\\app\\*.jar", program);
  HANDLE search = FindFirstFileW(pattern, &found);
  if (search == INVALID_HANDLE_VALUE) complain(L"Nightjar isn't whole: there is no %ls. Install it again.", pattern);
  do {
    if (wcslen(class_path) + wcslen(program) + wcslen(found.cFileName) + 16 > MAX_OPTION) break;
    if (class_path[wcslen(class_path) - 1] != L'=') wcscat(class_path, L";");
    wcscat(class_path, program);
    wcscat(class_path, L"\\app\\");
    wcscat(class_path, found.cFileName);
  } while (FindNextFileW(search, &found));
  FindClose(search);
  if (!encode(class_path, option, MAX_OPTION)) complain(L"Java can't read the names in %ls.", program);
  add(option);
}

typedef jint(JNICALL *Create)(JavaVM **, void **, void *);

static Create java(const wchar_t *program) {
  static const wchar_t *first[] = {L"vcruntime140.dll", L"vcruntime140_1.dll", L"msvcp140.dll"};
  wchar_t path[PATH];
  /* Java's own folder, and no longer the current one. */
  _snwprintf(path, PATH - 1, L"%ls\\runtime\\bin", program);
  SetDllDirectoryW(path);
  for (int at = 0; at < 3; at++) {
    _snwprintf(path, PATH - 1, L"%ls\\runtime\\bin\\%ls", program, first[at]);
    LoadLibraryW(path);
  }
  _snwprintf(path, PATH - 1, L"%ls\\runtime\\bin\\server\\jvm.dll", program);
  HMODULE library = LoadLibraryW(path);
  Create create = library == NULL ? NULL : (Create)(void *)GetProcAddress(library, "JNI_CreateJavaVM");
  if (create == NULL) complain(L"Nightjar isn't whole: %ls can't be loaded. Install it again.", path);
  return create;
}

static jstring text(JNIEnv *env, const wchar_t *value) {
  return (*env)->NewString(env, (const jchar *)value, (jsize)wcslen(value));
}

/* For autostart, by its real name, which an option of Java could not hold. */
static void tell_path(JNIEnv *env, const wchar_t *exe) {
  jclass system = (*env)->FindClass(env, "java/lang/System");
  jmethodID set = (*env)->GetStaticMethodID(env, system, "setProperty",
                                            "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;");
  (*env)->CallStaticObjectMethod(env, system, set, text(env, L"jpackage.app-path"), text(env, exe));
}

static int run(void) {
  static wchar_t exe[PATH], program[PATH];
  DWORD length = GetModuleFileNameW(NULL, exe, PATH);
  if (length == 0 || length >= PATH) complain(L"Nightjar can't find its own folder.%ls", L"");
  folder(program, exe);
  int words;
  wchar_t **word = CommandLineToArgvW(GetCommandLineW(), &words);
  add_options(program);
  add_options_for(words, word);
  add_jars(program);
  JavaVM *vm;
  JNIEnv *env;
  JavaVMInitArgs arguments = {JNI_VERSION_1_8, count, options, JNI_FALSE};
  if (java(program)(&vm, (void **)&env, &arguments) != JNI_OK) {
    complain(L"Java didn't start. Restart the computer; if that doesn't help, install Nightjar again.%ls", L"");
  }
  tell_path(env, exe);
  jclass main_class = (*env)->FindClass(env, "dev/nightjar/Main");
  jmethodID method = main_class == NULL
      ? NULL : (*env)->GetStaticMethodID(env, main_class, "main", "([Ljava/lang/String;)V");
  if (method == NULL) (*env)->ExceptionDescribe(env);
  if (method == NULL) complain(L"Nightjar isn't whole: its program is missing in %ls. Install it again.", program);
  jobjectArray all =
      (*env)->NewObjectArray(env, words - 1, (*env)->FindClass(env, "java/lang/String"), NULL);
  for (int at = 1; at < words; at++) {
    (*env)->SetObjectArrayElement(env, all, at - 1, text(env, word[at]));
  }
  (*env)->CallStaticVoidMethod(env, main_class, method, all);
  int failed = (*env)->ExceptionCheck(env);
  if (failed) (*env)->ExceptionDescribe(env);
  /* Until its last thread ends. */
  (*vm)->DestroyJavaVM(vm);
  return failed;
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE none, PWSTR line, int show) {
  (void)instance; (void)none; (void)line; (void)show;
  return run();
}
#else
int wmain(void) { return run(); }
#endif
