package io.esteira.platform.access;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The people who may use the console. */
public final class StaffAccounts implements UserDetailsService {

    public static final String ROLE = "STAFF";

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;

    StaffAccounts(JdbcClient jdbc, PasswordEncoder encoder) {
        this.jdbc = jdbc;
        this.encoder = encoder;
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        return jdbc.sql("SELECT password_hash, disabled_at FROM access.staff_accounts WHERE username = :username")
                .param("username", username)
                .query((row, number) -> User.withUsername(username)
                        .password(row.getString("password_hash"))
                        .roles(ROLE)
                        .disabled(row.getTimestamp("disabled_at") != null)
                        .build())
                .optional()
                .orElseThrow(() -> new UsernameNotFoundException("No such account"));
    }

    /** Makes the account, or gives it this password if it has another. */
    public void put(String username, String password) {
        String stored = jdbc.sql("SELECT password_hash FROM access.staff_accounts WHERE username = :username")
                .param("username", username)
                .query(String.class)
                .optional()
                .orElse("");
        if (!stored.isEmpty() && encoder.matches(password, stored)) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO access.staff_accounts (username, password_hash) VALUES (:username, :hash)
                        ON CONFLICT (username) DO UPDATE SET password_hash = excluded.password_hash
                        """)
                .param("username", username)
                .param("hash", encoder.encode(password))
                .update();
    }
}
