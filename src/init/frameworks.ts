/** How a framework is recognised in a manifest, and what is usual with it. */
export interface KnownFramework {
  readonly name: string;
  /** Stands in the manifest where the framework is used. */
  readonly sign: RegExp;
  /** Port that its own tutorial and development server listen on. */
  readonly port: number;
  /** Command that starts a service of its kind, as a proposal to be looked over. */
  readonly start: string;
}

export interface Ecosystem {
  /** File name of the manifest. */
  readonly manifest: RegExp;
  /** Most telling first: NestJS needs Express, which does not make it an Express service. */
  readonly frameworks: readonly KnownFramework[];
}

/** A dependency by its name as package.json and composer.json write it. */
const quoted = (name: string) => new RegExp(`"${name}"\\s*:`);
/** A Python requirement at the start of a line or a string: `fastapi==0.1`, `"fastapi[all]>=0.1"`, `fastapi = "*"`. */
const required = (name: string) => new RegExp(`(^|["'\\s])${name}(?=$|[\\s"'\\[=<>~!;,])`, 'im');
/** A Cargo dependency: `axum = "0.8"`, `[dependencies.axum]`. */
const crate = (name: string) =>
  new RegExp(`^[ \\t]*${name}(\\.workspace)?\\s*=|^\\[dependencies\\.${name}\\]`, 'm');

const NPM = 'npm ci && npm start';
const PIP = 'pip install -r requirements.txt';
const CARGO = 'cargo run --release';
const GO = 'go run .';
const COMPOSER = 'composer install --no-interaction';

const framework = (name: string, sign: RegExp, port: number, start: string): KnownFramework => ({
  name,
  sign,
  port,
  start,
});

export const ECOSYSTEMS: readonly Ecosystem[] = [
  {
    manifest: /^package\.json$/,
    frameworks: [
      framework('NestJS', quoted('@nestjs/core'), 3000, NPM),
      framework('Next.js', quoted('next'), 3000, NPM),
      framework('Fastify', quoted('fastify'), 3000, NPM),
      framework('Hono', quoted('hono'), 3000, NPM),
      framework('Koa', quoted('koa'), 3000, NPM),
      framework('hapi', quoted('@hapi/hapi'), 3000, NPM),
      framework('Express', quoted('express'), 3000, NPM),
    ],
  },
  {
    manifest: /^(requirements[\w.-]*\.txt|pyproject\.toml|Pipfile)$/,
    frameworks: [
      framework('FastAPI', required('fastapi'), 8000, `${PIP} && uvicorn main:app --port 8000`),
      framework('Litestar', required('litestar'), 8000, `${PIP} && litestar run --port 8000`),
      framework('Django', required('django'), 8000, `${PIP} && python manage.py runserver 8000`),
      framework('Flask', required('flask'), 5000, `${PIP} && flask run --port 5000`),
      framework('Starlette', required('starlette'), 8000, `${PIP} && uvicorn main:app --port 8000`),
      framework('aiohttp', required('aiohttp'), 8080, `${PIP} && python main.py`),
      framework('Tornado', required('tornado'), 8888, `${PIP} && python main.py`),
    ],
  },
  {
    manifest: /^Cargo\.toml$/,
    frameworks: [
      framework('Axum', crate('axum'), 3000, CARGO),
      framework('Actix Web', crate('actix-web'), 8080, CARGO),
      framework('Rocket', crate('rocket'), 8000, CARGO),
      framework('Warp', crate('warp'), 3030, CARGO),
    ],
  },
  {
    manifest: /^go\.mod$/,
    frameworks: [
      framework('Gin', /\bgithub\.com\/gin-gonic\/gin\b/, 8080, GO),
      framework('Echo', /\bgithub\.com\/labstack\/echo\b/, 1323, GO),
      framework('Fiber', /\bgithub\.com\/gofiber\/fiber\b/, 3000, GO),
      framework('chi', /\bgithub\.com\/go-chi\/chi\b/, 3000, GO),
      framework('Go net/http', /^module\s/m, 8080, GO),
    ],
  },
  {
    manifest: /^(pom\.xml|build\.gradle(\.kts)?)$/,
    frameworks: [
      framework(
        'Spring',
        /spring-boot|org\.springframework/,
        8080,
        './mvnw spring-boot:run || ./gradlew bootRun',
      ),
      framework('Quarkus', /io\.quarkus/, 8080, './mvnw quarkus:dev || ./gradlew quarkusDev'),
      framework('Micronaut', /io\.micronaut/, 8080, './mvnw mn:run || ./gradlew run'),
      framework('Ktor', /io\.ktor/, 8080, './gradlew run'),
    ],
  },
  {
    manifest: /^composer\.json$/,
    frameworks: [
      framework('Laravel', quoted('laravel/framework'), 8000, `${COMPOSER} && php artisan serve --port=8000`),
      framework(
        'Symfony',
        quoted('symfony/framework-bundle'),
        8000,
        `${COMPOSER} && php -S localhost:8000 -t public`,
      ),
      framework('Slim', quoted('slim/slim'), 8080, `${COMPOSER} && php -S localhost:8080 -t public`),
    ],
  },
  {
    manifest: /^Gemfile$/,
    frameworks: [
      framework(
        'Rails',
        /^[ \t]*gem\s+["']rails["']/m,
        3000,
        'bundle install && bin/rails server --port 3000',
      ),
      framework(
        'Sinatra',
        /^[ \t]*gem\s+["']sinatra["']/m,
        4567,
        'bundle install && bundle exec ruby app.rb',
      ),
      framework('Grape', /^[ \t]*gem\s+["']grape["']/m, 9292, 'bundle install && bundle exec rackup'),
    ],
  },
  {
    manifest: /\.(csproj|fsproj)$/,
    frameworks: [
      framework(
        'ASP.NET',
        /Microsoft\.NET\.Sdk\.Web|Microsoft\.AspNetCore/,
        5000,
        'dotnet run --urls http://localhost:5000',
      ),
    ],
  },
];
