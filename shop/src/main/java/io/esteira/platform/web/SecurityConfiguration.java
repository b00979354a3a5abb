package io.esteira.platform.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.esteira.platform.access.ApiKeys;
import io.esteira.platform.access.StaffAccounts;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/** Who may call what: programs by their key, staff by login, the shop's own pages openly. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    static final String METRICS_SCOPE = "metrics:read";

    private static final String LOGIN = "/staff/login";

    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    ApiAccess metricsAccess() {
        return new ApiAccess() {
            @Override
            public Set<String> scopes() {
                return Set.of(METRICS_SCOPE);
            }

            @Override
            public void declare(
                    AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
                rules.requestMatchers(HttpMethod.GET, "/actuator/health/**", "/v3/api-docs/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasAuthority(METRICS_SCOPE);
            }
        };
    }

    /** Requests are measured as a whole; what each of a dozen filters took nobody asks for, and measuring it costs. */
    @Bean
    SecurityObservationSettings filtersAreNotMeasured() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(10)
    SecurityFilterChain programs(HttpSecurity http, ApiKeys keys, List<ApiAccess> access) {
        return http.securityMatcher("/api/**", "/actuator/**", "/v3/api-docs/**")
                .csrf(AbstractHttpConfigurer::disable) // no cookie is looked at here
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new ApiKeyFilter(keys), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(rules -> {
                    access.forEach(each -> each.declare(rules));
                    rules.anyRequest().authenticated();
                })
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, failure) -> {
                            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                            ProblemAnswer.write(
                                    response,
                                    HttpStatus.UNAUTHORIZED,
                                    "Send a valid key: Authorization: Bearer <api key>.");
                        })
                        .accessDeniedHandler((request, response, failure) ->
                                ProblemAnswer.write(response, HttpStatus.FORBIDDEN, "This key does not permit that.")))
                .headers(ApiHeaders::configure)
                .build();
    }

    @Bean
    @Order(20)
    SecurityFilterChain staff(
            HttpSecurity http, StaffAccounts accounts, PasswordEncoder encoder, WebSettings settings) {
        DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(accounts);
        passwords.setPasswordEncoder(encoder);
        return http.securityMatcher("/staff", "/staff/**")
                .authenticationManager(new ProviderManager(new StaffLogin(passwords, Ticker.systemTicker())))
                // Only who has logged in gets a session: strangers could fill the memory with theirs.
                .requestCache(cache -> cache.requestCache(wantedPage(settings)))
                .authorizeHttpRequests(rules -> rules.requestMatchers(LOGIN)
                        .permitAll() // with whatever parameters: the language, a word of goodbye
                        .anyRequest()
                        .hasRole(StaffAccounts.ROLE))
                .formLogin(login -> login.loginPage(LOGIN)
                        .defaultSuccessUrl("/staff/orders")
                        .failureHandler((request, response, failure) -> response.sendRedirect(
                                LOGIN + (failure instanceof LockedException ? "?locked" : "?error")))
                        .permitAll())
                .logout(logout -> logout.logoutUrl("/staff/logout").logoutSuccessUrl(LOGIN + "?out"))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie(settings)))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    @Bean
    @Order(30)
    SecurityFilterChain pages(HttpSecurity http, WebSettings settings) {
        return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie(settings)))
                // The page of an order has its key in its address: no other site may learn it from a link.
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    /** Where to go after the login. */
    private static RequestCache wantedPage(WebSettings settings) {
        CookieRequestCache cache = new CookieRequestCache();
        cache.setCookieCustomizer(cookie -> {
            cookie.setSecure(settings.secureCookies());
            cookie.setAttribute("SameSite", "Lax");
        });
        return cache;
    }

    private static CookieCsrfTokenRepository csrfCookie(WebSettings settings) {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieCustomizer(
                cookie -> cookie.httpOnly(true).secure(settings.secureCookies()).sameSite("Lax"));
        return repository;
    }
}
