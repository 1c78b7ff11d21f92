#pragma once
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call. One function for each type of value:
// the type is then checked by the compiler, and a `long` option is really given a long.

/// Sets an option whose value is a long.
static inline CURLcode ccurl_set_long(CURL *_Nonnull handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

/// Sets an option whose value is a 64-bit number (curl_off_t).
static inline CURLcode ccurl_set_offset(CURL *_Nonnull handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

/// Sets an option whose value is a string; libcurl copies it, except for CURLOPT_POSTFIELDS.
static inline CURLcode ccurl_set_string(CURL *_Nonnull handle, CURLoption option, const char *_Nullable value) {
    return curl_easy_setopt(handle, option, value);
}

/// Sets an option whose value is a pointer that libcurl keeps and hands to a callback, or writes to.
static inline CURLcode ccurl_set_pointer(CURL *_Nonnull handle, CURLoption option, void *_Nullable value) {
    return curl_easy_setopt(handle, option, value);
}

/// Sets an option whose value is a list; libcurl keeps the pointer, the caller frees the list after the transfer.
static inline CURLcode ccurl_set_list(CURL *_Nonnull handle, CURLoption option, struct curl_slist *_Nullable value) {
    return curl_easy_setopt(handle, option, value);
}

/// Sets CURLOPT_WRITEFUNCTION or CURLOPT_HEADERFUNCTION.
static inline CURLcode ccurl_set_write_callback(CURL *_Nonnull handle, CURLoption option,
                                                curl_write_callback _Nonnull callback) {
    return curl_easy_setopt(handle, option, callback);
}

/// Sets CURLOPT_DEBUGFUNCTION.
static inline CURLcode ccurl_set_debug_callback(CURL *_Nonnull handle, curl_debug_callback _Nonnull callback) {
    return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, callback);
}

/// Sets CURLOPT_OPENSOCKETFUNCTION.
static inline CURLcode ccurl_set_opensocket_callback(CURL *_Nonnull handle,
                                                     curl_opensocket_callback _Nonnull callback) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, callback);
}

/// Sets CURLOPT_CLOSESOCKETFUNCTION.
static inline CURLcode ccurl_set_closesocket_callback(CURL *_Nonnull handle,
                                                      curl_closesocket_callback _Nonnull callback) {
    return curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, callback);
}

/// Sets CURLOPT_XFERINFOFUNCTION.
static inline CURLcode ccurl_set_progress_callback(CURL *_Nonnull handle, curl_xferinfo_callback _Nonnull callback) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}

/// Reads an information of type long.
static inline CURLcode ccurl_get_long(CURL *_Nonnull handle, CURLINFO info, long *_Nonnull value) {
    return curl_easy_getinfo(handle, info, value);
}

/// Reads an information of type curl_off_t.
static inline CURLcode ccurl_get_offset(CURL *_Nonnull handle, CURLINFO info, curl_off_t *_Nonnull value) {
    return curl_easy_getinfo(handle, info, value);
}

/// Reads CURLINFO_ACTIVESOCKET; CURL_SOCKET_BAD where there is none.
static inline CURLcode ccurl_get_active_socket(CURL *_Nonnull handle, curl_socket_t *_Nonnull value) {
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}
