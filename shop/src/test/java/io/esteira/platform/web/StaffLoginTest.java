package io.esteira.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

class StaffLoginTest {

    private final AtomicLong nanos = new AtomicLong();
    private final StaffLogin login = new StaffLogin(
            new DaoAuthenticationProvider(new InMemoryUserDetailsManager(User.withUsername("ana")
                    .password("{noop}right")
                    .roles("STAFF")
                    .build())),
            nanos::get);

    @Test
    void afterFiveWrongPasswordsEvenTheRightOneWaits() {
        guess(StaffLogin.MOST_ATTEMPTS);
        assertThatThrownBy(() -> enter("ana", "right", "192.0.2.1")).isInstanceOf(LockedException.class);

        nanos.addAndGet(StaffLogin.WINDOW.toNanos() - 1);
        assertThatThrownBy(() -> enter("ana", "right", "192.0.2.1")).isInstanceOf(LockedException.class);

        nanos.addAndGet(1);
        enter("ana", "right", "192.0.2.1");
    }

    @Test
    void guessesFromElsewhereKeepNobodyOut() {
        guess(StaffLogin.MOST_ATTEMPTS);
        enter("ana", "right", "192.0.2.2");
    }

    @Test
    void aNameThatNobodyHasIsLockedAsAnyOther() {
        for (int i = 0; i < StaffLogin.MOST_ATTEMPTS; i++) {
            assertThatThrownBy(() -> enter("bob", "wrong", "192.0.2.1")).isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> enter("bob", "wrong", "192.0.2.1")).isInstanceOf(LockedException.class);
    }

    @Test
    void whoLogsInBeginsAnew() {
        guess(StaffLogin.MOST_ATTEMPTS - 1);
        enter("ana", "right", "192.0.2.1");
        guess(StaffLogin.MOST_ATTEMPTS - 1);
        enter("ana", "right", "192.0.2.1");
    }

    @Test
    void aNameOfMegabytesIsNotRemembered() {
        for (int i = 0; i <= StaffLogin.MOST_ATTEMPTS; i++) {
            assertThatThrownBy(() -> enter("x".repeat(1_000_000), "wrong", "192.0.2.1"))
                    .isInstanceOf(BadCredentialsException.class);
        }
    }

    private void guess(int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> enter("ana", "wrong", "192.0.2.1")).isInstanceOf(BadCredentialsException.class);
        }
    }

    private void enter(String username, String password, String address) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated(username, password);
        attempt.setDetails(new WebAuthenticationDetails(address, null));
        assertThat(login.authenticate(attempt)).isNotNull();
    }
}
