package io.pinpipe.rest;

import okhttp3.HttpUrl;

/** The name of a server in messages. */
final class Hop {

    private Hop() {}

    /** The host, with its port unless that is the scheme's default. */
    static String of(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }
}
