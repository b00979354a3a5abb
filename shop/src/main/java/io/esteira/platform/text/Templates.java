package io.esteira.platform.text;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.expression.EvaluationContext;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContextWrapper;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Fills the templates of what is no page: mails. They are written as pages are, with the same messages and with
 * {@code formats}, but know no request.
 */
@Component
public final class Templates {

    private final ITemplateEngine engine;
    private final Formats formats;

    /** Knows how each property is read once one template has read it; otherwise every one would find it out anew. */
    private final EvaluationContext properties =
            new ThymeleafEvaluationContext(new GenericApplicationContext(), null); // mails name no beans

    public Templates(MessageSource messages, Formats formats) {
        SpringTemplateEngine spring = new SpringTemplateEngine();
        spring.setTemplateResolvers(Set.of(resolver(".html", TemplateMode.HTML), resolver(".txt", TemplateMode.TEXT)));
        spring.setTemplateEngineMessageSource(messages);
        spring.setEnableSpringELCompiler(true);
        this.engine = spring;
        this.formats = formats;
    }

    /** {@code templates/<name>.html}; text from the variables comes out escaped. */
    public String html(String name, Map<String, ?> variables, Locale locale) {
        return fill(name + ".html", variables, locale);
    }

    /** {@code templates/<name>.txt}. */
    public String text(String name, Map<String, ?> variables, Locale locale) {
        return fill(name + ".txt", variables, locale);
    }

    private String fill(String file, Map<String, ?> variables, Locale locale) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("formats", formats);
        all.put(
                ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
                new ThymeleafEvaluationContextWrapper(properties));
        return engine.process(file, new Context(locale, all));
    }

    private static ClassLoaderTemplateResolver resolver(String ending, TemplateMode mode) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setResolvablePatterns(Set.of("*" + ending));
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        return resolver;
    }
}
