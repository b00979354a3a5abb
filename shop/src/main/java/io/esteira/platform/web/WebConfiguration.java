package io.esteira.platform.web;

import io.esteira.platform.access.ApiKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.CookieSameSiteSupplier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private static final int SPARE_THREADS = 100;

    /** With {@link Drain}, which is declared first and so comes first. */
    private static final int ADMISSION = Ordered.HIGHEST_PRECEDENCE;

    /**
     * Behind those who say that there is no room. Spring Boot's filter that measures requests has the same place, but of
     * equals those that we declare come first; were it otherwise, orders would be measured twice, which a test would see.
     */
    static final int SHORT_WAY = Ordered.HIGHEST_PRECEDENCE + 1;

    @Bean
    SignedLinks signedLinks(WebSettings settings) {
        return new SignedLinks(settings);
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(WebSettings settings, List<ApiAccess> access) {
        Set<String> streams =
                access.stream().flatMap(each -> each.streams().stream()).collect(Collectors.toUnmodifiableSet());
        var registration = new FilterRegistrationBean<>(
                new BodyLimitFilter(settings.maxBody().toBytes(), streams));
        registration.addUrlPatterns("/api/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    @Bean
    Drain drain(ShutdownSettings settings) {
        return new Drain(settings.drain());
    }

    /** Outside of everything that may answer. */
    @Bean
    FilterRegistrationBean<Drain> drainFilter(Drain drain) {
        var registration = new FilterRegistrationBean<>(drain);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** As many as there is room for, and some to tell the others, and probes, how things are. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> requestThreads(WebSettings settings) {
        int threads = settings.maxRequests() + SPARE_THREADS;
        return server -> {
            server.addProtocolHandlerCustomizers(handler -> handler.setExecutor(new RequestThreads(threads)));
            // What reads and writes requests is kept for the next one; beyond 200 it would be made anew each time. The
            // connector's turn comes after the protocol's, and server.tomcat.processor-cache is set in it.
            server.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                    protocol.setProcessorCache(threads);
                }
            });
        };
    }

    /** Before anything costs much. */
    @Bean
    FilterRegistrationBean<Admission> admission(WebSettings settings, MeterRegistry meters) {
        var registration = new FilterRegistrationBean<>(new Admission(settings.maxRequests(), meters));
        registration.setOrder(ADMISSION);
        return registration;
    }

    @Bean
    WarmUp warmUp(
            WebSettings settings,
            ObjectProvider<Rehearsal> rehearsals,
            ApiKeys keys,
            ServerProperties server,
            Environment environment) {
        return new WarmUp(settings.warmUp(), rehearsals.stream().toList(), keys, () -> ownAddress(server, environment));
    }

    /** Null where the process answers https only: its certificate is for another name. */
    private static @Nullable URI ownAddress(ServerProperties server, Environment environment) {
        String port = environment.getProperty("local.server.port");
        if (port == null || Ssl.isEnabled(server.getSsl())) {
            return null;
        }
        InetAddress bound = server.getAddress();
        String host = bound == null || bound.isAnyLocalAddress()
                ? InetAddress.getLoopbackAddress().getHostAddress()
                : bound.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    /** Requests are read strictly: what is not understood is refused, never dropped or guessed. */
    @Bean
    JsonMapperBuilderCustomizer strictRequests() {
        return builder -> builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Textual,
                        coercion -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Integer,
                        coercion -> coercion.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }

    /** The visitor's choice ({@code ?lang=pt-BR}), else what his browser asks for. */
    @Bean
    LocaleResolver localeResolver(WebSettings settings) {
        CookieLocaleResolver resolver = new CookieLocaleResolver("lang");
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieSecure(settings.secureCookies());
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setRejectInvalidCookies(false); // a bad one is as none, not an error on every page
        resolver.setDefaultLocaleFunction(request -> LanguageChoice.of(request.getLocales()));
        return resolver;
    }

    /** After a form: 303, so that a browser fetches the next page and cannot send the form again by going back. */
    @Bean
    SmartInitializingSingleton seeOtherAfterForms(ThymeleafViewResolver views) {
        return () -> views.setRedirectHttp10Compatible(false);
    }

    @Bean
    CookieSameSiteSupplier sessionCookieStaysOnSite() {
        return CookieSameSiteSupplier.ofLax();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor change = new LocaleChangeInterceptor();
        change.setParamName("lang");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
    }
}
