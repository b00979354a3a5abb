package io.esteira.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Lets nobody try passwords faster than a person would: after {@value #MOST_ATTEMPTS} within {@link #WINDOW} no more
 * are looked at until it is over, right or wrong. Counted for each name from each address, at this process; whoever
 * logs in begins anew.
 */
final class StaffLogin implements AuthenticationProvider {

    static final int MOST_ATTEMPTS = 5;
    static final Duration WINDOW = Duration.ofSeconds(30);

    private static final int LONGEST_NAME = 200;
    private static final int MOST_REMEMBERED = 10_000;

    private final AuthenticationProvider passwords;
    private final Cache<Origin, AtomicInteger> attempts;

    private record Origin(String username, @Nullable String address) {}

    StaffLogin(AuthenticationProvider passwords, Ticker ticker) {
        this.passwords = passwords;
        // From the first attempt on, so that somebody else's guesses never keep a name locked without a pause.
        this.attempts = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(WINDOW)
                .ticker(ticker)
                .build();
    }

    @Override
    public @Nullable Authentication authenticate(Authentication login) {
        if (login.getName().length() > LONGEST_NAME) {
            throw new BadCredentialsException("No name is that long");
        }
        Origin origin = new Origin(login.getName(), address(login));
        // Counted before it is looked at: attempts at the same time are attempts, too.
        if (attempts.get(origin, first -> new AtomicInteger()).incrementAndGet() > MOST_ATTEMPTS) {
            throw new LockedException("Too many attempts");
        }
        Authentication staff = passwords.authenticate(login);
        attempts.invalidate(origin);
        return staff;
    }

    private static @Nullable String address(Authentication login) {
        return login.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : null;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }
}
