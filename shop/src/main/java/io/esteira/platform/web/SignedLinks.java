package io.esteira.platform.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links that open one page without a login: {@code <path>?key=<signature of the path>}. The key is an HMAC-SHA256 (RFC
 * 2104) cut to 128 bits; nobody guesses it, and it opens no other page.
 */
public final class SignedLinks {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 16;

    private final String publicUrl;
    /** Ready for use; each signature takes a copy, which costs a fraction of making and keying a new one. */
    private final Mac keyed;

    SignedLinks(WebSettings settings) {
        String url = settings.publicUrl().toString();
        this.publicUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        try {
            this.keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(settings.linkSecret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    /** The whole address, for mails and API answers. */
    public String url(String path) {
        return publicUrl + relative(path);
    }

    /** The address on this host. */
    public String relative(String path) {
        return path + "?key=" + key(path);
    }

    /** Whether {@code key} opens {@code path}; takes the same time for every wrong key. */
    public boolean opens(String path, String key) {
        return MessageDigest.isEqual(key(path).getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
    }

    private String key(String path) {
        try {
            byte[] signature = ((Mac) keyed.clone()).doFinal(path.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(signature, KEY_BYTES));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's own " + ALGORITHM + " can be copied", e);
        }
    }
}
