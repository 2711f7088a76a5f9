Rails.application.routes.draw do
  root "front#front"
  get "openapi.json", to: "front#contract"
  post "login", to: "accounts#login"
  post "register", to: "accounts#register"
  get "me", to: "accounts#show"
  patch "me", to: "accounts#update"
  get "users", to: "accounts#index"
  get "admin/users", to: "accounts#index"
  post "admin/announcements", to: "accounts#announce"
  delete "admin/announcements/:id", to: "accounts#withdraw"
  get "notes/search", to: "notes#search"
  resources :notes, only: %i[index create show update destroy]
  get "tools/lookup", to: "tools#lookup"
  post "previews", to: "tools#preview"
  post "avatars", to: "tools#store"
  get "avatars/:name", to: "tools#picture", constraints: { name: /[^\/]+/ }
  delete "avatars/:name", to: "tools#remove", constraints: { name: /[^\/]+/ }
  post "graphql", to: "tools#graphql"
  get "*path", to: "files#show", format: false
end
