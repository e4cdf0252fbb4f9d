package io.pinpipe.rest;

import okhttp3.HttpUrl;

/** How texts for people name the server that a request goes to. */
final class Hop {

    private Hop() {}

    /** The host, with its port unless it is the scheme's own. */
    static String of(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
    }
}
