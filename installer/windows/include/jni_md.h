/* What jni.h needs to know of Windows: a JDK for another system has its own. */
#define JNIEXPORT __declspec(dllexport)
#define JNIIMPORT __declspec(dllimport)
/* On x64 there is one way to call. */
#define JNICALL
typedef long jint;
typedef long long jlong;
typedef signed char jbyte;
