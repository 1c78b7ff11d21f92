/* send-floor PORT MESSAGES CONNECTIONS BYTES: what a sender built on libcurl alone reaches with a connection of its own
   for each message: CONNECTIONS easy handles in one multi handle, on one thread. Prints how many were accepted. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] = "From: <a@b.test>\r\nTo: <c@d.test>\r\nSubject: bench\r\nMIME-Version: 1.0\r\n\r\n";
static char *message;
static size_t length;

struct transfer {
    CURL *handle;
    size_t offset;
};

static size_t give(char *buffer, size_t size, size_t count, void *context) {
    struct transfer *transfer = context;
    size_t left = length - transfer->offset, part = size * count < left ? size * count : left;
    memcpy(buffer, message + transfer->offset, part);
    transfer->offset += part;
    return part;
}

int main(int count, char **words) {
    if (count != 5) return 2;
    long total = atol(words[2]), connections = atol(words[3]), lines = atol(words[4]) / 80;
    length = sizeof head - 1 + (size_t)lines * 80;
    message = malloc(length);
    memcpy(message, head, sizeof head - 1);
    for (long line = 0; line < lines; line++) {
        char *start = message + sizeof head - 1 + line * 80;
        memset(start, 'x', 78);
        memcpy(start + 78, "\r\n", 2);
    }
    char url[64];
    snprintf(url, sizeof url, "smtp://127.0.0.1:%d/bench.test", atoi(words[1]));
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    struct curl_slist *recipients = curl_slist_append(NULL, "<c@d.test>");
    struct transfer *transfers = calloc((size_t)connections, sizeof *transfers);
    long started = 0, ended = 0, accepted = 0;
    for (; started < connections && started < total; started++) {
        struct transfer *transfer = &transfers[started];
        CURL *handle = transfer->handle = curl_easy_init();
        curl_easy_setopt(handle, CURLOPT_URL, url);
        curl_easy_setopt(handle, CURLOPT_MAIL_FROM, "<a@b.test>");
        curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients);
        curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(handle, CURLOPT_READFUNCTION, give);
        curl_easy_setopt(handle, CURLOPT_READDATA, transfer);
        curl_easy_setopt(handle, CURLOPT_PRIVATE, transfer);
        curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)length);
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_TIMEOUT, 60L);
        curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
        curl_multi_add_handle(multi, handle);
    }
    while (ended < total) {
        int running = 0, queued = 0, began = 0;
        curl_multi_perform(multi, &running);
        for (CURLMsg *told; (told = curl_multi_info_read(multi, &queued));) {
            if (told->msg != CURLMSG_DONE) continue;
            struct transfer *transfer = NULL;
            curl_easy_getinfo(told->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
            accepted += told->data.result == CURLE_OK;
            ended++;
            curl_multi_remove_handle(multi, transfer->handle);
            if (started < total) {
                started++;
                transfer->offset = 0;
                curl_multi_add_handle(multi, transfer->handle);
                began = 1;
            }
        }
        if (ended < total && !began) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    printf("%ld of %ld accepted\n", accepted, total);
    return accepted != total;
}
