package io.esteira.platform.web;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A request that a starting process practises with, as {@link WarmUp} tells. It goes the way that others will go, and must
 * change nothing: it reads, or is refused as late as possible and in any case.
 *
 * @param scopes what its key permits; none for a page that is open to everybody
 */
public record Rehearsal(String method, String path, Set<String> scopes, BodyPublisher body) {

    private static final String KEY = "rehearsal";

    public static Rehearsal get(String path) {
        return new Rehearsal("GET", path, Set.of(), BodyPublishers.noBody());
    }

    public static Rehearsal post(String path, String scope, String json) {
        return new Rehearsal("POST", path, Set.of(scope), BodyPublishers.ofString(json));
    }

    /** Without a key, and without an address. */
    HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder().method(method, body);
        return method.equals("POST")
                ? request.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                        .header(IdempotencyKey.HEADER, KEY)
                : request;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
