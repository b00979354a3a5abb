package io.esteira.local;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The pages that exist only on a developer's machine. Given to the application as a further source; without an
 * annotation, so that finding it on the class path is not enough to open a mailbox.
 */
final class LocalEndpoints {

    @Bean
    RouterFunction<ServerResponse> mailboxPages(LocalMailbox mailbox) {
        MailboxPages pages = new MailboxPages(mailbox);
        return route().GET("/local/mailbox.json", pages::json)
                .GET("/local/mailbox", pages::list)
                .GET("/local/mailbox/{number}", pages::message)
                .GET("/local/mailbox/{number}/html", pages::html)
                .GET("/local/mailbox/{number}/attachments/{index}", pages::attachment)
                .build();
    }

    /** The mailbox holds other people's letters: only this machine reads them, whatever address the shop listens on. */
    @Bean
    @Order(0)
    SecurityFilterChain onlyFromThisMachine(HttpSecurity http) {
        return http.securityMatcher("/local/**")
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((authentication, context) ->
                                new AuthorizationDecision(isFromThisMachine(context.getRequest()))))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.frameOptions(FrameOptionsConfig::sameOrigin)
                        .contentSecurityPolicy(policy -> policy.policyDirectives(
                                "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self';"
                                        + " base-uri 'none'; frame-ancestors 'self'")))
                .build();
    }

    /** The name is asked for too: a page elsewhere may point a name of its own at this machine. */
    private static boolean isFromThisMachine(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && (request.getServerName().equals("localhost") || isLoopback(request.getServerName()));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
